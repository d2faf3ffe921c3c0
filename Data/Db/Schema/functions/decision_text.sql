CREATE FUNCTION decision_text(d decision) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select json_build_array('decision', 1, d.id, d.at, d.kind, d.reviewer, d.reason, d.comment, d.inputs, d.outputs, d.undoes, d.idempotency_key,
    encode(d.request_hash, 'hex'), d.seconds_spent, d.context, d.transaction::text,
    (select coalesce(json_agg(json_build_array(v.id, encode(z.facts, 'hex'), encode(z.outline, 'hex')) order by v.n), '[]')
     from unnest(d.inputs || d.outputs) with ordinality v (id, n) left join slick_seal z on z.slick = v.id))::text
$$;
