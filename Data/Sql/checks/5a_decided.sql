-- Every version with parents belongs to a decision that names it among its outputs.
select (select count(*) from slick where decision is not null or slick <> '{}'), coalesce((select array_agg(s.id) from slick s
  left join (select d.id as decision, output.id from decision d cross join unnest(d.outputs) output (id)) o on o.decision = s.decision and o.id = s.id
  where (s.decision is not null or s.slick <> '{}') and o.id is null), '{}')
