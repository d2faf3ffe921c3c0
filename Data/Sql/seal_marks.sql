-- Up to which id all that can be seen is sealed (nothing is looked at up to $1), and which transactions were open: what comes later with a lower id is from one of these.
select coalesce((select min(id) - 1 from unsealed_decisions($1, '0')), (select max(id) from decision), 0), pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint
from pg_current_snapshot() s
