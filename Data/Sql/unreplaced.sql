-- Those of these versions that were removed without a successor.
select s.id
from slick s
where s.id = any ($1) and not s.active and not exists (select from slick_replacement r where r.slick = s.id)
order by s.id
