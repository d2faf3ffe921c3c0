-- How much each outline ($1) overlaps slicks, as intersection over union: unreviewed ones ($3), and reviewed ones of the scene ($2) or merged
-- from it. The ratio of two areas at one place is the same in degrees as in m², but for 1e-3.
with found as materialized (
  select given.n, slick_outline(given.outline) as outline
  from unnest($1) with ordinality given (outline, n)
),
overlapping as materialized (
  select f.n, s.id, s.scene, st_area(st_intersection(s.geometry, f.outline)) as common, st_area(s.geometry) + st_area(f.outline) as sum
  from found f join slick s on s.active and s.geometry && f.outline
  where s.id = any ($3) or not slick_is_unreviewed(s.orchestrator_run, s.decision)
)
select o.n, o.id, o.common / (o.sum - o.common)
from overlapping o
where o.common > 0
  and (o.scene = $2 or exists (select from slick_history(o.id) h join slick v on v.id = h.id where v.scene = $2))
order by o.n, o.id
