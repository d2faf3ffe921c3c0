-- Each seal carries the hash of the one before, and its own hash is that of what it says.
select (select count(*) from decision_seal), coalesce((select array_agg(z.position order by z.position) from (
    select *, lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by position) as hash_before from decision_seal) z
  where z.previous <> z.hash_before or sha256_of(seal_text(z.position, z.decision, z.content, z.previous, z.sealed_at)) <> z.hash), '{}'), 'seal'
