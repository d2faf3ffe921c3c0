-- Puts in a new outline; run, model class and metadata come from the source version, if there is one.
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select $2, $3, st_setsrid(st_geomfromwkb($4), 4326), $5, $6, true, $7, $8, $9, s.meta, s.orchestrator_run, $10, s.machine_class, $11, $1
from (values (1)) one (row)
left join slick s on s.id = $12
