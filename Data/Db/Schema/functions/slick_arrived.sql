CREATE FUNCTION slick_arrived() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  -- Decisions name their versions; one of plain SQL may get them in a transaction after its own.
  insert into slick_arrival (first, last)
  select min(i.id), max(i.id)
  from inserted i left join decision d on d.id = i.decision
  where d.id is null or d.transaction <> pg_current_xact_id()
  having count(*) > 0;
  return null;
end
$$;
