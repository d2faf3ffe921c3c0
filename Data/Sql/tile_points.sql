-- Slicks that are too small for an outline, as points of a tile: one for those of one class and state in a few pixels, at the middle of their centroids.
  select min(s.id), min(s.slick_class), min(s.state), count(*),
         case when min(s.slick_timestamp) = max(s.slick_timestamp) then (extract(epoch from min(s.slick_timestamp)) / 60)::int end,
         st_transform(st_setsrid(st_makepoint(avg(st_x(s.centroid)), avg(st_y(s.centroid))), 4326), 3857)
  from slick s
  where {where}
  group by s.slick_class, s.state, floor(st_x(s.centroid) / {cell}), floor(st_y(s.centroid) / {cell})
