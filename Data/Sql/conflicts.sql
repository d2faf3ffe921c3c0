-- Who took these versions, when, how, and with what successors.
select s.id, d.id, d.kind, d.reviewer, d.at, coalesce(r.successors, '{}') as successors, r.slick is not null as replaced
from slick s
left join slick_replacement r on r.slick = s.id
join decision d on d.id = coalesce(r.decision, s.deactivated_by)
where s.id = any ($1)
order by s.id
