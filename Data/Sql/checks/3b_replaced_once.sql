-- A version is replaced by one decision only, and the ledger's record of its successors is complete.
select (select count(*) from slick_replacement), coalesce((select array_agg(r.slick) from slick_replacement r
  left join (select parent.id, array_agg(s.id order by s.id) as successors, count(distinct s.decision) as decisions from slick s cross join unnest(s.slick) parent (id) group by parent.id) c on c.id = r.slick
  where c.id is null or c.decisions <> 1 or c.successors is distinct from (select array_agg(x order by x) from unnest(r.successors) x)), '{}')
