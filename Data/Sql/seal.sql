-- Seals at most $1 decisions with ids above $2; what plain SQL took out has $3 for its successors.
select seal_decisions($1, $2, $3)
