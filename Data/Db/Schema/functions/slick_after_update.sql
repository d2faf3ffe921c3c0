CREATE FUNCTION slick_after_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  broken record;
begin
  select u.id, u.deactivated_by into broken
  from updated u join decision d on d.id = u.deactivated_by
  where d.kind <> 'external'
  except
  select input.id, d.id
  from (select distinct deactivated_by from updated) u join decision d on d.id = u.deactivated_by cross join unnest(d.inputs) input (id)
  limit 1;
  if found then
    raise exception 'Slick % is not among the inputs of decision %.', broken.id, broken.deactivated_by using errcode = 'SR409';
  end if;

  update decision d
  set inputs = d.inputs || taken.ids
  from (select deactivated_by, array_agg(id order by id) as ids from updated group by deactivated_by) taken
  where d.id = taken.deactivated_by and d.kind = 'external';
  if found then
    perform pg_notify('slicks', nullif(current_setting('review.external_decision', true), ''));
  end if;
  return null;
end
$$;
