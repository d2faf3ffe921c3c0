-- Writes a decision with the ids that its outputs will have; no row when the idempotency key is taken. What follows in the same batch finds
-- it by the sequence's value, which is then nobody's id: nothing moves.
insert into decision (kind, reviewer, reason, comment, inputs, outputs, undoes, idempotency_key, request_hash, seconds_spent, context)
values ($1, $2, $3, $4, $5, array(select nextval('slick_id_seq') from generate_series(1, $6)), $7, $8, $9, $10, $11)
on conflict (idempotency_key) do nothing
returning id, at, outputs
