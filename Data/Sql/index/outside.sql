-- Of these versions, those whose outline does not meet a box.
select s.id
from slick s
where s.id = any ($1)
  and not (st_intersects(s.geometry, st_makeenvelope($2, $3, $4, $5, 4326)) or st_intersects(s.geometry, st_makeenvelope($6, $3, $7, $5, 4326)))
