-- Every decision is sealed; those of the last minutes may still wait.
select (select count(*) from decision), coalesce((select array_agg(u.id order by u.id) from unsealed_decisions(0, '15 minutes') u join decision d on d.id = u.id
  where d.at < now() - interval '15 minutes'), '{}'), 'decision'
