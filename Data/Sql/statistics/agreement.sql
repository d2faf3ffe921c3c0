-- What the model said of slicks that people validated or rejected, against what they said. {where} is the filter's condition.
select s.machine_class, s.slick_class, count(*)
from slick s
where {where} and s.state in ('validated', 'rejected') and s.machine_class is not null
group by s.machine_class, s.slick_class
