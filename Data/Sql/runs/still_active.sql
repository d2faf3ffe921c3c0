-- Those of these locked versions that nobody has taken meanwhile.
select s.id
from slick s
where s.id = any ($1) and s.active
order by s.id
