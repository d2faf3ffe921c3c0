-- What a sealed decision says, and which versions it took and put in, is what was sealed.
select (select count(*) from decision_seal), coalesce((select array_agg(z.decision order by z.position) from decision_seal z left join decision d on d.id = z.decision
  where d.id is null or sha256_of(decision_text(d)) <> z.content), '{}'), 'decision'
