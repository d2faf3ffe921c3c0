-- A version comes after its parents, so that the state at any past time is whole.
select (select count(*) from slick where slick <> '{}'), coalesce((select array_agg(distinct s.id) from slick s cross join unnest(s.slick) parent (id) join slick p on p.id = parent.id
  where s.created_at < p.deactivated_at), '{}')
