-- How many active slicks there are by class and state, and of the pending ones by how many of the limits in {limits} their radar time has reached.
select s.slick_class, s.state, case when s.state = 'pending' then width_bucket(s.slick_timestamp, {limits}) else 0 end as reached, count(*)
from slick s
where {where}
group by s.slick_class, s.state, reached
