-- The newest run that does, or has done, the same work. One that has succeeded is in the way unless $5 (forced).
select id, status, queued_at, started_by
from run
where scene = $1 and kind = 'detection' and model = $2 and version = $3 and parameters = $4
  and (status in ('queued', 'running') or (status = 'succeeded' and not $5))
order by status = 'succeeded', id desc
limit 1
