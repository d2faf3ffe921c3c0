-- The metrics that outlines would have in the ledger, in their order.
select m.area, m.perimeter, m.length
from unnest($1) with ordinality given (outline, n)
cross join lateral slick_metrics(slick_outline(given.outline)) m
order by given.n
