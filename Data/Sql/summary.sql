-- How many slicks there are in each state, and the box around all: over the antimeridian, with west above east, where that is narrower.
-- One pass, halved by the centroids, which are small. Where a slick lies on the antimeridian itself, its half is as wide as the world: a second pass then.
with halves as materialized (
  select count(*) as total, count(*) filter (where s.state = 'pending') as pending, count(*) filter (where s.state = 'validated') as validated,
         count(*) filter (where s.state = 'rejected') as rejected, count(*) filter (where s.state = 'ambiguous') as ambiguous,
         st_extent(s.geometry) filter (where st_x(s.centroid) >= 0) as eastern, st_extent(s.geometry) filter (where st_x(s.centroid) < 0) as western
  from slick s
  where {where}
),
boxes as (
  select *, least(st_xmin(eastern), st_xmin(western)) as plain_west, greatest(st_xmax(eastern), st_xmax(western)) as plain_east,
         least(st_ymin(eastern), st_ymin(western)) as south, greatest(st_ymax(eastern), st_ymax(western)) as north,
         case
           when st_xmax(eastern) - st_xmin(eastern) > 180 or st_xmax(western) - st_xmin(western) > 180
             then (select st_extent(st_shiftlongitude(s.geometry))::box3d from slick s where {where})
           else st_3dmakebox(
             st_makepoint(least(st_xmin(eastern), st_xmin(western) + 360), 0, 0), st_makepoint(greatest(st_xmax(eastern), st_xmax(western) + 360), 0, 0))
         end as shifted
  from halves
)
select total, pending, validated, rejected, ambiguous,
       case
         when plain_east - plain_west > 180 and st_xmax(shifted) - st_xmin(shifted) < plain_east - plain_west
           then array[st_xmin(shifted), south, case when st_xmax(shifted) > 180 then st_xmax(shifted) - 360 else st_xmax(shifted) end, north]
         else array[plain_west, south, plain_east, north]
       end
from boxes
