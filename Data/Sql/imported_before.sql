-- The last other import of the same outlines into a scene: its run, when it was and by whom, and how many slicks it brought.
select run.id, run.started_at, run.started_by, (select count(*) from slick s where s.orchestrator_run = run.id and s.slick = '{}' and s.decision is null)
from run
where run.scene = $1 and run.content_hash = $2 and run.id <> $3
order by run.id desc
limit 1
