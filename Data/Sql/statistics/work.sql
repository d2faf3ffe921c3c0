-- Decisions of a span of time in three sums: by UTC day, person and kind; rejections by reason, the most frequent ones, beside the number of all; seconds
-- per decision by kind, the median and what nine of ten do not exceed. One pass over the decisions, one snapshot: the sums agree.
-- {touched} says that a decision took or made what the filter matches; the names of others than {only} are left out where it is given. Few decisions are
-- undone, so only those that an undo names are looked at closely.
with touched as materialized (
  select (d.at at time zone 'UTC')::date as day, case when {only} is null or d.reviewer = {only} then d.reviewer end as person, d.kind,
         nullif(btrim(d.reason), '') as reason, d.seconds_spent, coalesce(nullif(cardinality(d.inputs), 0), cardinality(d.outputs)) as slicks,
         d.id in (select undo.undoes from decision undo where undo.undoes is not null) and decision_is_taken_back(d.id) as undone
  from decision d
  where d.at >= {from} and d.at < {to} and {touched}
)
select 'cell' as part, t.day, t.person, t.kind, null::text as reason, count(*) as decisions, sum(t.slicks) as slicks, count(*) filter (where t.undone) as more,
       null::float8[] as seconds
from touched t
group by t.day, t.person, t.kind
union all
(
  select 'reason', null, null, null, t.reason, count(*), sum(t.slicks), (sum(count(*)) over ())::bigint, null
  from touched t
  where t.kind = 'reject'
  group by t.reason
  order by count(*) desc, t.reason nulls last
  limit {most}
)
union all
select 'time', null, null, t.kind, null, count(*), sum(t.slicks), 0, percentile_cont(array[0.5, 0.9]) within group (order by t.seconds_spent)
from touched t
where t.seconds_spent is not null
group by t.kind
order by part, day, kind, person, decisions desc, reason nulls last
