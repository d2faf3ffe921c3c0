CREATE FUNCTION person_leaves_an_admin() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  -- One after the other: of two admins who take each other's role away in the same instant, the second is refused.
  perform pg_advisory_xact_lock(hashtext('person_leaves_an_admin'));
  if not exists (select from person where role = 'admin' and locked_at is null and id <> old.id) then
    raise exception '% is the last admin who may sign in.', old.user_name using errcode = 'SR422', hint = 'Make somebody else an admin first.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
