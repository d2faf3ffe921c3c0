-- Puts in what a run ($7) found in a scene ($8), in its order; with parents, by the decision ($9) that replaces them.
insert into slick (id, slick_timestamp, geometry, machine_confidence, orchestrator_run, slick_class, machine_class, scene, meta, slick, decision)
select given.id, $10, given.outline, given.confidence, $7, given.class, given.class, $8, given.meta::jsonb, given.parents::bigint[], $9
from unnest($1, $2, $3, $4, $5, $6) given (id, outline, confidence, class, meta, parents)
order by given.id
