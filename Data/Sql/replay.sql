-- The decision that came with an idempotency key ($1), with whose it is and the hash of the request.
select id, reviewer, request_hash
from decision
where idempotency_key = $1
