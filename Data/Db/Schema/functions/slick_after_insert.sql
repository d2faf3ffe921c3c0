CREATE FUNCTION slick_after_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  broken record;
begin
  -- Most statements that bring no parents are imports.
  if not exists (select from inserted where decision is not null) then
    return null;
  end if;

  select parent.id, version.id is null as missing into broken
  from inserted i cross join unnest(i.slick) parent (id) left join slick version on version.id = parent.id
  where version.id is null or version.active
  limit 1;
  if found and broken.missing then
    raise exception 'There is no slick %.', broken.id using errcode = 'SR404';
  elsif found then
    raise exception 'Slick % is still active: set active to false before its successor is inserted.', broken.id using errcode = 'SR409';
  end if;

  insert into slick_replacement as r (slick, decision, successors)
  select parent.id, i.decision, array_agg(i.id order by i.id)
  from inserted i cross join unnest(i.slick) parent (id)
  group by parent.id, i.decision
  order by parent.id
  on conflict (slick) do update
  set successors = r.successors || excluded.successors
  where r.decision = excluded.decision;

  select parent.id, r.decision, r.successors into broken
  from inserted i cross join unnest(i.slick) parent (id) join slick_replacement r on r.slick = parent.id
  where r.decision <> i.decision
  limit 1;
  if found then
    raise exception 'Slick % was already replaced by % in decision %.', broken.id, broken.successors, broken.decision using errcode = 'SR409';
  end if;

  -- A decision of the application knows its outputs beforehand; an external one learns them here.
  select i.id, i.decision into broken
  from inserted i join decision d on d.id = i.decision
  where d.kind <> 'external' or d.id is distinct from nullif(current_setting('review.external_decision', true), '')::bigint
  except
  select output.id, d.id
  from (select distinct decision from inserted) i join decision d on d.id = i.decision cross join unnest(d.outputs) output (id)
  limit 1;
  if found then
    raise exception 'Slick % is not among the outputs of decision %.', broken.id, broken.decision using errcode = 'SR409';
  end if;

  update decision d
  set outputs = d.outputs || made.ids,
      inputs = d.inputs || array(select unnest(made.parents) except select unnest(d.inputs) order by 1)
  from (
    select i.decision, array_agg(distinct i.id) as ids, array_agg(distinct parent.id) filter (where parent.id is not null) as parents
    from inserted i left join lateral unnest(i.slick) parent (id) on true
    where i.decision = nullif(current_setting('review.external_decision', true), '')::bigint
    group by i.decision
  ) made
  where d.id = made.decision and d.kind = 'external';
  if found then
    perform pg_notify('slicks', nullif(current_setting('review.external_decision', true), ''));
  end if;
  return null;
end
$$;
