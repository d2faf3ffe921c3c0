-- One decision of kind reclassify, with the statements of Data/Sql (take, record_decision, deactivate, copy_slicks) as the application sends them.
-- Each transaction takes the next slick of its client: first + client_id * per_client + i.
\set i :i + 1
\set slick :first + :client_id * :per_client + :i
begin;
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area,
       case when false then s.geometry end as outline,
       s.state, (select d.reason from decision d where d.id = s.decision)
from slick s
where s.id = any (array[:slick::bigint])
order by s.id
for update;
insert into decision (kind, reviewer, reason, comment, inputs, outputs, undoes, idempotency_key, request_hash, seconds_spent, context)
values ('reclassify', 'bench', null, null, array[:slick::bigint], array(select nextval('slick_id_seq') from generate_series(1, 1)), null, gen_random_uuid()::text, null, null, '{}')
on conflict (idempotency_key) do nothing
returning id, at, outputs;
update slick s
set active = false, deactivated_by = d.id
from decision d
where d.id = (select currval('decision_id_seq')) and s.id = any (array[:slick::bigint]) and s.active;
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, state, case_number, decision
)
select d.outputs[copied.n], s.slick_timestamp, s.geometry, s.machine_confidence, coalesce(null::float8, s.human_confidence), true, coalesce(null::bool, s.validated), copied.parents::bigint[],
       case when null::text is null then s.notes else nullif(null::text, '') end, s.meta, s.orchestrator_run, coalesce(6, s.slick_class), s.machine_class, s.scene, s.state, s.case_number, d.id
from decision d
cross join unnest(array[1], array[:slick::bigint], array['{' || :slick::bigint || '}']) copied (n, source, parents)
join slick s on s.id = copied.source
where d.id = (select currval('decision_id_seq'))
order by copied.n;
commit;
