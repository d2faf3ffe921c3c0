CREATE FUNCTION slick_before_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  allowed slick := old;
  made record;
begin
  if not old.active then
    raise exception 'Slick % is not active any more: decision % took it at %. A version is never edited.', old.id, old.deactivated_by, old.deactivated_at using errcode = 'SR409';
  end if;
  new.deactivated_by := coalesce(new.deactivated_by, external_decision());
  select at, transaction into made from decision where id = new.deactivated_by;
  if not found or made.transaction <> pg_current_xact_id() then
    raise exception 'Decision % is not one of this transaction.', new.deactivated_by using errcode = 'SR409';
  end if;
  new.deactivated_at := greatest(made.at, old.created_at);
  allowed.active := false;
  allowed.deactivated_at := new.deactivated_at;
  allowed.deactivated_by := new.deactivated_by;
  if allowed *<> new then
    raise exception 'Slick % cannot be edited: set active to false and insert its successor (docs/ledger.md).', old.id using errcode = 'SR409';
  end if;
  return new;
end
$$;
