-- Every parent exists, is inactive, and was replaced by the decision of its successor.
select (select count(*) from slick where slick <> '{}'), coalesce((select array_agg(distinct s.id) from slick s cross join unnest(s.slick) parent (id)
  left join slick p on p.id = parent.id left join slick_replacement r on r.slick = parent.id
  where p.id is null or p.active or r.decision is distinct from s.decision), '{}')
