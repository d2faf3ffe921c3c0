-- How many slicks there are in each state, and the box around all: over the antimeridian, with west above east, where that is narrower.
-- One pass; "<" and ">" of boxes need no more than the head of an outline.
select total, pending, validated, rejected, ambiguous,
       case
         when st_xmax(extent) - st_xmin(extent) > 180 and east - west < st_xmax(extent) - st_xmin(extent)
           then array[west, st_ymin(extent), case when east > 180 then east - 360 else east end, st_ymax(extent)]
         else array[st_xmin(extent), st_ymin(extent), st_xmax(extent), st_ymax(extent)]
       end
from (
  select total, pending, validated, rejected, ambiguous, extent,
         least(st_xmin(eastern), st_xmin(western) + 360, st_xmin(across)) as west, greatest(st_xmax(eastern), st_xmax(western) + 360, st_xmax(across)) as east
  from (
    select count(*) as total, count(*) filter (where s.state = 'pending') as pending, count(*) filter (where s.state = 'validated') as validated,
           count(*) filter (where s.state = 'rejected') as rejected, count(*) filter (where s.state = 'ambiguous') as ambiguous,
           st_extent(s.geometry) as extent,
           st_extent(s.geometry) filter (where s.geometry &> greenwich) as eastern,
           st_extent(s.geometry) filter (where s.geometry &< greenwich) as western,
           st_extent(st_shiftlongitude(s.geometry)) filter (where not s.geometry &> greenwich and not s.geometry &< greenwich) as across
    from slick s, st_point(0, 0, 4326) greenwich
    where {where}
  ) extents
) shifted
