-- The outline as SVG path data in a box of 44 × 36, one degree of longitude as long as one of latitude at its place.
with shape as (
  select st_simplify(st_affine(whole, cos(radians(st_ymin(whole))), 0, 0, 1, 0, 0), greatest(st_xmax(whole) - st_xmin(whole), st_ymax(whole) - st_ymin(whole)) / 100, true) as g
  from (select slick_whole(geometry) as whole from slick where id = $1) one
),
fit as (
  select g, least(38 / nullif(st_xmax(g) - st_xmin(g), 0), 30 / nullif(st_ymax(g) - st_ymin(g), 0)) as k, (st_xmin(g) + st_xmax(g)) / 2 as x, (st_ymin(g) + st_ymax(g)) / 2 as y
  from shape
)
select st_assvg(st_affine(g, k, 0, 0, k, 22 - k * x, -18 - k * y), 0, 1)
from fit
