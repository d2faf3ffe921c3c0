-- Runs that wait, or whose process has fallen silent ($1 seconds).
select id
from run
where status in ('queued', 'running') and kind = 'detection'
  and (status = 'queued' or seen_at < clock_timestamp() - make_interval(secs => $1))
order by id
