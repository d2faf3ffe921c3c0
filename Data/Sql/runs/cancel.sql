-- Cancels a run that nobody works on ($3 seconds of silence); asks the process that does, otherwise. Says how the run stands then.
update run
set cancel_asked_by = coalesce(cancel_asked_by, $2),
    status = case when idle then 'cancelled' else status end,
    message = case when idle then 'Cancelled by ' || $2 || '.' else message end,
    finished_at = case when idle then clock_timestamp() else finished_at end,
    claim = case when idle then null else claim end
from (
  select id as locked, status = 'queued' or seen_at < clock_timestamp() - make_interval(secs => $3) as idle
  from run
  where id = $1 and kind = 'detection' and status in ('queued', 'running')
  for no key update
) one
where id = one.locked
