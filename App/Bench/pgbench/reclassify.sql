-- One decision of kind reclassify, with the statements of Data/Sql (take, record_decision, deactivate, copy_slicks) as the application sends them.
-- Each transaction takes the next slick of its client: first + client_id * per_client + i.
\set i :i + 1
\set slick :first + :client_id * :per_client + :i
begin;
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area,
       case when false then st_asbinary(s.geometry) end as outline
from slick s
where s.id = any (array[:slick::bigint])
order by s.id
for update;
insert into decision (kind, reviewer, reason, comment, inputs, outputs, undoes, idempotency_key, request_hash, seconds_spent, context)
values ('reclassify', 'bench', null, null, array[:slick::bigint], array(select nextval('slick_id_seq') from generate_series(1, 1)), null, gen_random_uuid()::text, null, null, '{}')
on conflict (idempotency_key) do nothing
returning id as decision, at, outputs[1] as output \gset
update slick
set active = false, deactivated_by = :decision::bigint
where id = any (array[:slick::bigint]) and active;
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select output.id, s.slick_timestamp, s.geometry, s.machine_confidence, coalesce(null::float8, s.human_confidence), true, coalesce(null::bool, s.validated), output.parents::bigint[],
       case when null::text is null then s.notes else nullif(null::text, '') end, s.meta, s.orchestrator_run, coalesce(6, s.slick_class), s.machine_class, s.scene, :decision::bigint
from unnest(array[:output::bigint], array[:slick::bigint], array['{' || :slick::bigint || '}']) output (id, source, parents)
join slick s on s.id = output.source
order by output.id;
commit;
