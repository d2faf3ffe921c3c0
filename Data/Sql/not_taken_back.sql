-- The outputs of a decision that no standing undo of it has taken.
select output.id
from decision d cross join unnest(d.outputs) with ordinality output (id, n)
join slick s on s.id = output.id
left join slick_replacement r on r.slick = output.id
where d.id = any ($1)
  and not exists (
    select from standing_undos(d.id) undo
    where undo.id = coalesce(r.decision, s.deactivated_by)
  )
order by output.n
