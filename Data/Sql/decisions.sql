-- Decisions by id, newest first, with the restore that took each back and stands.
select d.id, d.kind, d.reviewer, d.at, d.inputs, d.outputs, d.reason, d.comment, d.undoes,
       (select u.id from decision u where u.undoes = d.id and not exists (select from decision redo where redo.undoes = u.id) order by u.id desc limit 1) as undone_by
from decision d
where d.id = any ($1)
order by d.id desc
