-- One merge of two real outlines in SQL alone: the union is made in the database, the facts are those the application chooses.
-- Each transaction takes the next two slicks of its client.
\set i :i + 1
\set one :first + 2 * (:client_id * :per_client + :i)
\set two :one + 1
begin;
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area, s.state,
       (select d.reason from decision d where d.id = s.decision)
from slick s
where s.id = any (array[:one, :two]::bigint[])
order by s.id
for update;
insert into decision (kind, reviewer, reason, comment, inputs, outputs, undoes, idempotency_key, request_hash, seconds_spent, context)
values ('merge', 'bench', null, null, array[:one, :two]::bigint[], array(select nextval('slick_id_seq') from generate_series(1, 1)), null, gen_random_uuid()::text, null, null, '{}')
on conflict (idempotency_key) do nothing
returning id, at, outputs;
update slick s
set active = false, deactivated_by = d.id
from decision d
where d.id = (select currval('decision_id_seq')) and s.id = any (array[:one, :two]::bigint[]) and s.active;
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select d.outputs[1], max(s.slick_timestamp), st_union(s.geometry), min(s.machine_confidence), null, true, bool_and(s.validated), array[:one, :two]::bigint[], string_agg(s.notes, e'\n'), null,
       max(s.orchestrator_run), (array_agg(s.slick_class order by s.area desc))[1], (array_agg(s.machine_class order by s.area desc))[1], max(s.scene), d.id
from decision d
cross join slick s
where d.id = (select currval('decision_id_seq')) and s.id in (:one, :two)
group by d.id;
commit;
