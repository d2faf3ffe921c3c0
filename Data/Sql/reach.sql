-- Everything that came of these versions up to what is there now, with whatever was merged into it on the way.
with recursive reach (id) as (
  select unnest($1::bigint[])
  union
  select next.id
  from reach
  join slick s on s.id = reach.id
  join slick_replacement r on r.slick = s.id or r.slick = any (s.slick)
  cross join lateral unnest(r.successors) next (id)
)
select s.id, s.slick, r.slick is not null as has_successor, s.decision, case when r.slick is null then s.deactivated_by end as removed_by,
       array(select p.id from slick p where p.id = any (s.slick) and p.deactivated_by = s.decision) as took
from reach join slick s on s.id = reach.id left join slick_replacement r on r.slick = s.id
order by s.id
