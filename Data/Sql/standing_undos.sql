-- The undos of a decision that were not undone themselves, newest first.
select undo.id
from decision undo
where undo.undoes = any ($1) and not exists (select from decision redo where redo.undoes = undo.id)
order by undo.id desc
