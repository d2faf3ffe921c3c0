-- The decisions that put in, or took out, any of these versions, newest first, each with the standing undo that took it back in this lineage.
select d.id, d.at, d.kind, d.reviewer, d.reason, d.comment, d.inputs[:{most}], d.outputs[:{most}], cardinality(d.inputs), cardinality(d.outputs), d.undoes,
       (select u.id from standing_undos(d.id) u where u.inputs && $1 order by u.id desc limit 1)
from decision d
where d.id in (select s.decision from slick s where s.id = any ($1) union select s.deactivated_by from slick s where s.id = any ($1))
order by d.id desc
