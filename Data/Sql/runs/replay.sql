-- The run, or import, that came with an idempotency key ($1), with whose it is and the hash of the request.
select id, started_by, request_hash
from run
where idempotency_key = $1
