-- The undos of a decision that stand, newest first.
select undo.id
from decision undo
where undo.undoes = any ($1) and decision_stands(undo.id)
order by undo.id desc
