-- Locks versions in the order of their ids. Without "active" in the filter; what became of them is asked afterwards.
select s.id
from slick s
where s.id = any ($1)
order by s.id
for update
