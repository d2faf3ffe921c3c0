CREATE FUNCTION lock_decision(of_decision bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  perform from decision where id = of_decision for no key update;
end
$$;
