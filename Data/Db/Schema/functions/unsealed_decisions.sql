CREATE FUNCTION unsealed_decisions(above bigint, patience interval) RETURNS TABLE(id bigint, kind text)
    LANGUAGE sql STABLE
    AS $$
  select d.id, d.kind
  from decision d
  where d.id > above and not exists (select from decision_seal z where z.decision = d.id)
    and (d.kind <> 'external' or d.outputs <> '{}' or d.at < clock_timestamp() - patience)
$$;
