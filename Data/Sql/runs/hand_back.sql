-- Gives a run back to the queue, as if this attempt had not been.
update run
set status = 'queued', claim = null, worker = null, attempts = attempts - 1, seen_at = null, stage = null, share = null
where id = $1 and claim = $2 and status = 'running'
