-- Takes a run that waits, or whose process has fallen silent ($5 seconds), for this attempt. $2 claim, $3 process, $4 revision.
with before as (
  select id, status, worker from run where id = $1 for no key update
)
update run
set status = 'running', claim = $2, worker = $3, revision = $4, attempts = run.attempts + 1, started_at = clock_timestamp(), seen_at = clock_timestamp(),
    stage = 'starting', share = 0
from before, scene
where run.id = before.id and scene.id = run.scene and run.kind = 'detection' and run.cancel_asked_by is null
  and (run.status = 'queued' or (run.status = 'running' and run.seen_at < clock_timestamp() - make_interval(secs => $5)))
returning run.scene, scene.name, run.model, run.version, run.parameters::text, run.attempts, case when before.status = 'running' then before.worker end
