-- Every version that a decision took is among its inputs, and it took nothing else.
select (select count(*) from decision), coalesce((select array_agg(distinct decision) from (
  (select s.deactivated_by as decision, s.id from slick s where s.deactivated_by is not null
   except select d.id, input.id from decision d cross join unnest(d.inputs) input (id))
  union all
  (select d.id, input.id from decision d cross join unnest(d.inputs) input (id)
   except (select s.deactivated_by, s.id from slick s union all select r.decision, r.slick from slick_replacement r))) odd), '{}')
