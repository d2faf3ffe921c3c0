CREATE FUNCTION decision_before_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  new.at := clock_timestamp();
  new.transaction := pg_current_xact_id();
  if not has_function_privilege(session_user, 'decides_for_others()', 'execute') then
    if new.kind = 'reprocess' then
      raise exception 'A decision of kind reprocess is made by runs alone: leave kind out of it, or say external.' using errcode = 'SR409';
    end if;
    new.reviewer := session_user;
  end if;
  return new;
end
$$;
