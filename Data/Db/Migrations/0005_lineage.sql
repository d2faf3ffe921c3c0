-- Lineages are walked version by version, each by its key ("offset 0" holds the planner to that). It cannot know how few versions a lineage
-- has and would read the whole table; and counting the steps to each ancestor made merges of merges be walked once for every way there.
drop function slick_history(bigint);
drop function slick_descendants(bigint);
alter type lineage_version drop attribute depth;

-- A version and all its ancestors, newest first, each with the decision that put it in.
create function slick_history(of_slick bigint) returns setof lineage_version
language sql stable parallel safe rows 10 as $$
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
         d.id, d.kind, d.reviewer, d.reason, d.comment, d.at
  from ancestry a
  cross join lateral (select * from slick s where s.id = a.id offset 0) s
  left join lateral (select * from decision d where d.id = s.decision offset 0) d on true
  order by s.created_at desc, s.id desc
$$;

-- A version and all that came of it, oldest first, each with the decision that put it in.
create function slick_descendants(of_slick bigint) returns setof lineage_version
language sql stable parallel safe rows 10 as $$
  with recursive offspring (id) as (
    select of_slick
    union
    select child.id
    from offspring o
    cross join lateral (select r.successors from slick_replacement r where r.slick = o.id offset 0) r
    cross join lateral unnest(r.successors) child (id)
  )
  select s.id, s.slick_timestamp, s.geometry, s.machine_confidence, s.human_confidence, s.active, s.validated,
         s.slick, s.notes, s.meta, s.orchestrator_run, s.slick_class, s.machine_class, s.state, s.created_at,
         s.deactivated_at, s.area, s.length,
         d.id, d.kind, d.reviewer, d.reason, d.comment, d.at
  from offspring o
  cross join lateral (select * from slick s where s.id = o.id offset 0) s
  left join lateral (select * from decision d where d.id = s.decision offset 0) d on true
  order by s.created_at, s.id
$$;
