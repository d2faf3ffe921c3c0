-- Everything that came of these versions up to what is there now, with whatever was merged into it on the way.
-- Version by version, each by its key ("offset 0" holds the planner to that): it cannot know how few there are, and would read all slicks.
with recursive reach (id) as (
  select unnest($1::bigint[])
  union
  select next.id
  from reach
  cross join lateral (select s.slick from slick s where s.id = reach.id offset 0) s
  cross join lateral (select r.successors from slick_replacement r where r.slick = reach.id or r.slick = any (s.slick) offset 0) r
  cross join lateral unnest(r.successors) next (id)
)
select s.id, s.slick, r.slick is not null as has_successor, s.decision, case when r.slick is null then s.deactivated_by end as removed_by,
       array(select p.id from slick p where p.id = any (s.slick) and p.deactivated_by = s.decision) as took
from reach
cross join lateral (select * from slick s where s.id = reach.id offset 0) s
left join lateral (select r.slick from slick_replacement r where r.slick = reach.id offset 0) r on true
order by s.id
