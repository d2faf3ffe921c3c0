-- How many slicks there are in each state. {where} is the filter's condition.
select count(*) filter (where s.state = 'pending'), count(*) filter (where s.state = 'validated'),
       count(*) filter (where s.state = 'rejected'), count(*) filter (where s.state = 'ambiguous')
from slick s
where {where}
