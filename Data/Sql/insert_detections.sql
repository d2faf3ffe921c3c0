-- Puts in what a run found, in its order.
insert into slick (id, slick_timestamp, geometry, machine_confidence, orchestrator_run, slick_class, machine_class, scene)
select given.id, coalesce(given.slick_timestamp, $6), st_setsrid(st_geomfromwkb(given.wkb), 4326), given.confidence, $7, given.class, given.class, $8
from unnest($1, $2, $3, $4, $5) given (id, wkb, confidence, class, slick_timestamp)
order by given.id
