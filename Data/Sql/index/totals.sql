-- How many versions are active by class and state, and the sum of their ids, which tells whether they are the same ones.
select s.slick_class, s.state, count(*), sum(s.id)::text
from slick s
where s.active
group by s.slick_class, s.state
