-- What a restore undoes is an earlier decision.
select (select count(*) from decision where kind = 'restore'), coalesce((select array_agg(d.id) from decision d left join decision undone on undone.id = d.undoes
  where d.kind = 'restore' and (undone.id is null or undone.id >= d.id)), '{}')
