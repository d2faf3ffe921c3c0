-- A version ended when the decision that took it was made.
select (select count(*) from slick where not active), coalesce((select array_agg(s.id) from slick s join decision d on d.id = s.deactivated_by
  where s.deactivated_at is distinct from greatest(d.at, s.created_at)), '{}'), 'slick'
