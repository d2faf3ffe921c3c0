CREATE FUNCTION slick_history(of_slick bigint) RETURNS SETOF lineage_version
    LANGUAGE sql STABLE ROWS 10 PARALLEL SAFE
    AS $$
  with recursive ancestry (id) as (
    select of_slick
    union
    select parent.id
    from ancestry a
    cross join lateral (select s.slick from slick s where s.id = a.id offset 0) s
    cross join lateral unnest(s.slick) parent (id)
  )
  select s.id, s.slick_timestamp, s.geometry, s.machine_confidence, s.human_confidence, s.active, s.validated,
         s.slick, s.notes, s.meta, s.orchestrator_run, s.slick_class, s.machine_class, s.state, s.created_at,
         s.deactivated_at, s.area, s.length,
         d.id, d.kind, d.reviewer, d.reason, d.comment, d.at, s.case_number
  from ancestry a
  cross join lateral (select * from slick s where s.id = a.id offset 0) s
  left join lateral (select * from decision d where d.id = s.decision offset 0) d on true
  order by s.created_at desc, s.id desc
$$;
