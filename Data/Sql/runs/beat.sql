-- A sign of life of the process that holds the claim, and how far it is; says whether somebody asked to cancel. No row when the claim is lost.
update run
set seen_at = clock_timestamp(), stage = $3, share = $4
where id = $1 and claim = $2 and status = 'running'
returning cancel_asked_by is not null
