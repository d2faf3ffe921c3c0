CREATE FUNCTION decision_before_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  allowed decision := old;
begin
  allowed.inputs := new.inputs;
  allowed.outputs := new.outputs;
  if old.kind <> 'external' or pg_trigger_depth() < 2 or allowed *<> new or 
     new.inputs[:cardinality(old.inputs)] <> old.inputs or new.outputs[:cardinality(old.outputs)] <> old.outputs then
    raise exception 'Decision % cannot be edited: the ledger only grows (docs/ledger.md).', old.id using errcode = 'SR409';
  end if;
  if old.transaction <> pg_current_xact_id() and (
       old.reviewer <> session_user
       or exists (select from decision_seal z where z.decision = old.id)
       or exists (select from slick s where s.id = any (old.outputs) and s.created_at < now())) then
    raise exception 'Decision % is closed: nothing can be added to it.', old.id using errcode = 'SR409';
  end if;
  return new;
end
$$;
