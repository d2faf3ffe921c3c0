-- The decisions that put in, or took out, any of these versions, newest first.
select d.id, d.at, d.kind, d.reviewer, d.reason, d.comment,
       case when cardinality(d.inputs) > 200 then d.inputs[1:200] else d.inputs end,
       case when cardinality(d.outputs) > 200 then d.outputs[1:200] else d.outputs end,
       d.undoes,
       (select u.id from decision u where u.undoes = d.id and decision_stands(u.id) order by u.id desc limit 1)
from decision d
where d.id in (select s.decision from slick s where s.id = any ($1) union select s.deactivated_by from slick s where s.id = any ($1))
order by d.id desc
