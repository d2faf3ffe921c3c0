-- Locks versions in the order of their ids, and says how each stands now. Without "active" in the filter, or the loser of a race sees no row.
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area,
       case when $2 then s.geometry end as outline,
       s.state, (select d.reason from decision d where d.id = s.decision)
from slick s
where s.id = any ($1)
order by s.id
for update
