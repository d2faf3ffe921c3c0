-- Decisions by id, newest first.
select d.id, d.kind, d.reviewer, d.at, d.inputs, d.outputs
from decision d
where d.id = any ($1)
order by d.id desc
