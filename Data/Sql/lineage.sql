-- A page of the versions that a slick came from, or that came of it: $1 the slick, $2 as it stood then or null, $3 after this version or null, $4 how many.
select h.id, h.slick, h.decision, h.active, h.state, h.slick_class, h.human_confidence, h.machine_confidence, h.area, h.notes,
       (select run.model from run where run.id = h.orchestrator_run), h.created_at, h.deactivated_at, {outline}, h.case_number
from {function}($1) h
where ($2 is null or h.created_at <= $2)
  and ($3 is null or h.id {beyond} $3)
order by h.id {order}
limit $4
