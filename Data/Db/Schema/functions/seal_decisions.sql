CREATE FUNCTION seal_decisions(most integer, above bigint DEFAULT 0, patience interval DEFAULT '00:01:00'::interval) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET "TimeZone" TO 'UTC'
    SET extra_float_digits TO '1'
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
declare
  chosen bigint[];
  busy bigint[];
  one record;
  place bigint;
  last_hash bytea;
  now_hash bytea;
  moment timestamptz;
begin
  if not exists (select from unsealed_decisions(above, patience)) then
    return 0;
  end if;
  lock table decision_seal in share row exclusive mode;

  -- One by plain SQL may be getting its successors at this moment: it is left for the next time.
  chosen := array(select u.id from unsealed_decisions(above, patience) u order by u.id limit most);
  busy := array(select d.id from decision d where d.id = any (chosen) and d.kind = 'external');
  if busy <> '{}' then
    busy := array(select unnest(busy) except select d.id from (select d.id from decision d where d.id = any (busy) order by d.id for share skip locked) d);
    chosen := array(select c.id from unnest(chosen) c (id) join decision d on d.id = c.id
      where c.id <> all (busy) and (d.kind <> 'external' or d.outputs <> '{}' or d.at < clock_timestamp() - patience) order by c.id);
  end if;

  insert into slick_seal (slick, facts, outline)
  select s.id, sha256_of(slick_text(s)), sha256(st_asbinary(s.geometry, 'NDR'))
  from (select distinct v.id from decision d cross join unnest(d.inputs || d.outputs) v (id) where d.id = any (chosen)) named
  join slick s on s.id = named.id
  where not exists (select from slick_seal z where z.slick = s.id);

  select z.position, z.hash into place, last_hash from decision_seal z order by z.position desc limit 1;
  place := coalesce(place, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  moment := clock_timestamp();
  for one in select d.id, sha256_of(decision_text(d)) as content from decision d where d.id = any (chosen) order by d.id loop
    place := place + 1;
    now_hash := sha256_of(seal_text(place, one.id, one.content, last_hash, moment));
    insert into decision_seal (position, decision, content, previous, hash, sealed_at) values (place, one.id, one.content, last_hash, now_hash, moment);
    last_hash := now_hash;
  end loop;
  return cardinality(chosen);
end
$$;
