-- Ends a run that was to be cancelled when its process fell silent ($2 seconds).
update run
set status = 'cancelled', message = 'Cancelled by ' || cancel_asked_by || '.', finished_at = clock_timestamp(), claim = null
where id = $1 and status = 'running' and cancel_asked_by is not null and seen_at < clock_timestamp() - make_interval(secs => $2)
