-- Puts in copies of versions with the same facts changed in each; the outlines stay inside the database.
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select output.id, s.slick_timestamp, s.geometry, s.machine_confidence, coalesce($5, s.human_confidence), true, coalesce($6, s.validated), output.parents::bigint[],
       case when $7 is null then s.notes else nullif($7, '') end, s.meta, s.orchestrator_run, coalesce($8, s.slick_class), s.machine_class, s.scene, $1
from unnest($2, $3, $4) output (id, source, parents)
join slick s on s.id = output.source
order by output.id
