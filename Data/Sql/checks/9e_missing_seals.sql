-- Seals are numbered without a gap.
select (select count(*) from decision_seal), coalesce((select array_agg(missing.n order by missing.n) from (
    select position, lag(position, 1, 0) over (order by position) as position_before from decision_seal) z
  cross join lateral generate_series(z.position_before + 1, z.position - 1) missing (n)
  where z.position > z.position_before + 1), '{}'), 'seal'
