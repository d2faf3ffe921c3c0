-- Active slicks of earlier runs of a scene ($1) that nobody has decided on. Not locked yet.
select s.id
from slick s
where s.active and s.scene = $1 and s.orchestrator_run <> $2 and slick_is_unreviewed(s.orchestrator_run, s.decision)
order by s.id
