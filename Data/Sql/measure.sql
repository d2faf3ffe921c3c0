-- The metrics that outlines would have in the ledger, in their order.
select m.area, m.perimeter, m.length
from unnest($1) with ordinality given (wkb, n)
cross join lateral slick_metrics(slick_outline(st_setsrid(st_geomfromwkb(given.wkb), 4326))) m
order by given.n
