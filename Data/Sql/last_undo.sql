-- The newest undo of a reviewer that stands, as long as nothing was decided since: what Ctrl+Shift+Z takes back.
select d.id
from decision d
where d.reviewer = $1 and d.kind = 'restore'
  and d.id > coalesce((select max(later.id) from decision later where later.reviewer = $1 and later.kind not in ('restore', 'external', 'reprocess')), 0)
  and (
    with recursive undone (id) as (
      select d.undoes
      union all
      select before.undoes from undone join decision before on before.id = undone.id where before.undoes is not null
    )
    select count(*) % 2 = 1 from undone
  )
  and not decision_is_taken_back(d.id)
order by d.id desc
limit 1
