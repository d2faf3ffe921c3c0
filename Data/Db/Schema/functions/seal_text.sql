CREATE FUNCTION seal_text(place bigint, of_decision bigint, content bytea, previous bytea, sealed_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select json_build_array('seal', 1, place, of_decision, encode(content, 'hex'), encode(previous, 'hex'), sealed_at)::text
$$;
