-- Adds a run that waits for a process; no row when the idempotency key is taken.
insert into run (scene, kind, model, version, parameters, status, forced, repeats, started_by, idempotency_key, request_hash)
values ($1, 'detection', $2, $3, $4, 'queued', $5, $6, $7, $8, $9)
on conflict (idempotency_key) do nothing
returning id
