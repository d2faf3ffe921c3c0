-- What a run put in came with its success: there is nothing of a run that failed, was cancelled, or is not at its end.
select (select count(*) from run), coalesce((select array_agg(r.id) from run r
  where r.status <> 'succeeded' and exists (select from slick s where s.orchestrator_run = r.id)), '{}')
