-- How versions stand now, without locking them.
select s.id, s.active, s.slick_timestamp, s.slick_class, s.machine_confidence, s.human_confidence, s.validated, s.notes, s.scene, s.area,
       case when $2 then s.geometry end as outline,
       s.state, (select d.reason from decision d where d.id = s.decision)
from slick s
where s.id = any ($1)
order by s.id
