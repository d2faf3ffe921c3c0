-- Ends a run without a result, by the process that holds the claim. $3 status, $4 why.
update run
set status = $3, message = $4, finished_at = clock_timestamp(), claim = null
where id = $1 and claim = $2 and status = 'running'
