-- What the index keeps of every active version.
select s.id, s.active, s.slick_class, s.state, s.machine_confidence, s.slick_timestamp, coalesce(s.scene, 0), s.area, s.length, st_npoints(s.geometry),
       st_xmin(s.geometry), st_ymin(s.geometry), st_xmax(s.geometry), st_ymax(s.geometry), st_x(s.centroid), st_y(s.centroid),
       case when st_xmax(s.geometry) - st_xmin(s.geometry) > 180 then extent_of(s.geometry) end, coalesce(s.machine_class, 0)
from slick s
where s.active
