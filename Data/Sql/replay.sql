-- The decision that came with an idempotency key.
select id, kind, at, inputs, outputs, reviewer, request_hash
from decision
where idempotency_key = $1
