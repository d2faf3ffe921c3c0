-- Every output of a decision is in the ledger as that decision's.
select (select count(*) from decision), coalesce((select array_agg(distinct decision) from (
  select d.id as decision, output.id from decision d cross join unnest(d.outputs) output (id) except select s.decision, s.id from slick s) odd), '{}')
