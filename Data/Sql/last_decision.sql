-- The newest decision of a reviewer that stands: what Ctrl+Z takes back. An undo is none; the undo of an undo, which brought something back, is one.
select d.id
from decision d
where d.reviewer = $1 and d.kind <> 'external'
  and (
    with recursive undone (id) as (
      select d.undoes where d.undoes is not null
      union all
      select before.undoes from undone join decision before on before.id = undone.id where before.undoes is not null
    )
    select count(*) % 2 = 0 from undone
  )
  and not decision_is_taken_back(d.id)
order by d.id desc
limit 1
