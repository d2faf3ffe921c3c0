CREATE FUNCTION decision_at_commit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  odd bigint;
begin
  select output.id into odd
  from unnest(new.outputs) output (id) left join slick s on s.id = output.id
  where s.decision is distinct from new.id
  limit 1;
  if found then
    raise exception 'Decision % names slick % among its outputs, but did not put it in.', new.id, odd using errcode = 'SR409';
  end if;

  select input.id into odd
  from unnest(new.inputs) input (id) left join slick s on s.id = input.id left join slick_replacement r on r.slick = input.id
  where s.deactivated_by is distinct from new.id and r.decision is distinct from new.id
  limit 1;
  if found then
    raise exception 'Decision % names slick % among its inputs, but did not take it.', new.id, odd using errcode = 'SR409';
  end if;
  return null;
end
$$;
