-- Ends a run with its result.
update run
set status = 'succeeded', message = null, finished_at = clock_timestamp(), claim = null, stage = null, share = 1, counts = $2, timings = $3, peak_memory_bytes = $4
where id = $1
