-- One split of a real outline by a line through its middle, in SQL alone. The slicks are chosen so that two pieces come out.
-- Each transaction takes the next slick of its client.
\set i :i + 1
\set slick :first + :client_id * :per_client + :i
begin;
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area, s.state,
       (select d.reason from decision d where d.id = s.decision)
from slick s
where s.id = any (array[:slick]::bigint[])
order by s.id
for update;
insert into decision (kind, reviewer, reason, comment, inputs, outputs, undoes, idempotency_key, request_hash, seconds_spent, context)
values ('split', 'bench', null, null, array[:slick]::bigint[], array(select nextval('slick_id_seq') from generate_series(1, 2)), null, gen_random_uuid()::text, null, null, '{}')
on conflict (idempotency_key) do nothing
returning id, at, outputs;
update slick s
set active = false, deactivated_by = d.id
from decision d
where d.id = (select currval('decision_id_seq')) and s.id = any (array[:slick]::bigint[]) and s.active;
insert into slick (
  id, slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class, machine_class, scene, decision
)
select d.outputs[piece.n], s.slick_timestamp, st_multi(piece.geom), s.machine_confidence, s.human_confidence, true, s.validated, array[:slick]::bigint[], s.notes, s.meta,
       s.orchestrator_run, s.slick_class, s.machine_class, s.scene, d.id
from decision d
cross join slick s
cross join lateral (
  select made.geom, row_number() over (order by st_area(made.geom) desc) as n
  from st_dump(st_polygonize(array[st_union(st_boundary(s.geometry), bench_line(s.geometry))])) made
  where st_contains(s.geometry, st_pointonsurface(made.geom))
) piece
where d.id = (select currval('decision_id_seq')) and s.id = :slick;
commit;
