-- Puts in a new outline as the nth output of the decision just written; run, model class and metadata come from the source version, if there is one.
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select d.outputs[$1], $2, $3, $4, $5, true, $6, $7, $8, s.meta, s.orchestrator_run, $9, s.machine_class, $10, d.id
from decision d
left join slick s on s.id = $11
where d.id = (select currval('decision_id_seq'))
