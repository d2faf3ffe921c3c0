-- Puts in copies of versions with the same facts changed in each, as the nth outputs of the decision just written; the outlines stay inside the database.
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, state, case_number, decision
)
select d.outputs[copied.n], s.slick_timestamp, s.geometry, s.machine_confidence, coalesce($4, s.human_confidence), true, coalesce($5, s.validated), copied.parents::bigint[],
       case when $6 is null then s.notes else nullif($6, '') end, s.meta, s.orchestrator_run, coalesce($7, s.slick_class), s.machine_class, s.scene, s.state, s.case_number, d.id
from decision d
cross join unnest($1, $2, $3) copied (n, source, parents)
join slick s on s.id = copied.source
where d.id = (select currval('decision_id_seq'))
order by copied.n
