-- The undos of a decision that stand, newest first.
select undo.id
from unnest($1) d (id) cross join lateral standing_undos(d.id) undo
order by undo.id desc
