-- One number for a case: a slick keeps it through its life, while every decision gives it a new version. It is the id of the case's first version.
-- Pieces of a split and unions of several begin cases of their own; a restore brings back the case of the version that it copies.
alter table slick add column case_number bigint;
drop function slick_history(bigint);
drop function slick_descendants(bigint);
alter type lineage_version add attribute case_number bigint;

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
         d.id, d.kind, d.reviewer, d.reason, d.comment, d.at, s.case_number
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
         d.id, d.kind, d.reviewer, d.reason, d.comment, d.at, s.case_number
  from offspring o
  cross join lateral (select * from slick s where s.id = o.id offset 0) s
  left join lateral (select * from decision d where d.id = s.decision offset 0) d on true
  order by s.created_at, s.id
$$;

-- The cases of what is there already ----------------------------------------------------------------------------------------------------

-- Which version each has its case from; none begins a case. Of several successors of one version, the first continues its case.
create temporary table case_source on commit drop as
select s.id,
       case
         when s.slick = '{}' then null
         when d.kind = 'restore' then case when cardinality(s.slick) = 1 and p.geometry = s.geometry then p.id else copied.id end
         when cardinality(s.slick) = 1 and d.kind is distinct from 'split'
              and row_number() over (partition by s.slick, d.kind is distinct from 'split' order by s.id) = 1 then s.slick[1]
       end as source
from slick s
left join decision d on d.id = s.decision
left join slick p on p.id = s.slick[1] and cardinality(s.slick) = 1
left join lateral (
  -- An undo copies what the undone decision, or a later one, had taken.
  select h.id
  from slick_history(s.id) h join slick v on v.id = h.id
  where h.id <> s.id and h.geometry = s.geometry
  order by v.deactivated_by >= d.undoes desc nulls last, h.id
  limit 1
) copied on d.kind = 'restore' and not (cardinality(s.slick) = 1 and p.geometry = s.geometry);

create index on case_source (source);
analyze case_source;

create temporary table case_found on commit drop as
with recursive found (id, case_number) as (
  select id, id from case_source where source is null
  union all
  select next.id, f.case_number
  from found f
  cross join lateral (select c.id from case_source c where c.source = f.id offset 0) next
)
select * from found;

create unique index on case_found (id);
analyze case_found;

-- One version of a case is active. Where outlines cannot tell which of two was copied, the later one begins a case, and the start goes on.
update case_found f
set case_number = f.id
from (
  select f.id, row_number() over (partition by f.case_number order by f.id) as n
  from case_found f join slick s on s.id = f.id
  where s.active
) numbered
where numbered.id = f.id and numbered.n > 1;

-- Written anew, and not updated: no trigger sees it, and the indexes are built in one go.
create function pg_temp.case_found_of(of_slick bigint) returns bigint
language plpgsql stable as $$
begin
  return (select f.case_number from case_found f where f.id = of_slick);
end
$$;

alter table slick alter column case_number type bigint using pg_temp.case_found_of(id);
alter table slick alter column case_number set not null;
create index slick_by_case on slick (case_number);
create unique index slick_active_case on slick (case_number) where active;

-- From now on -----------------------------------------------------------------------------------------------------------------------------

-- The case of the version that a restore brings back: of an ancestor with this very outline, which its copy says, or else the newest whose case rests.
create function slick_case_brought_back(parents bigint[], outline geometry, said bigint, otherwise bigint) returns bigint
language sql stable as $$
  select coalesce((
    select h.case_number
    from unnest(parents) parent (id) cross join lateral slick_history(parent.id) h
    where h.geometry = outline and not exists (select from slick s where s.case_number = h.case_number and s.active)
    order by h.case_number = said desc nulls last, h.id desc
    limit 1
  ), otherwise)
$$;

create or replace function slick_before_insert() returns trigger
language plpgsql as $$
declare
  parent slick;
  made_at timestamptz;
  made_kind text;
  made_in xid8;
  m slick_metrics;
begin
  new.slick := coalesce(new.slick, '{}');
  if not new.active then
    raise exception 'A new version is active; only a later decision makes it inactive.' using errcode = 'SR409';
  end if;

  if cardinality(new.slick) > 0 then
    if array_ndims(new.slick) > 1 then
      raise exception 'Parents are one list of ids, not lists in a list: %.', new.slick using errcode = 'SR409';
    end if;
    if cardinality(new.slick) > 1 and exists (select from unnest(new.slick) p (id) group by p.id having count(*) > 1) then
      raise exception 'A parent is named twice in %.', new.slick using errcode = 'SR409';
    end if;
    select * into parent from slick where id = any (new.slick) order by area desc, id limit 1;
    if not found then
      raise exception 'There is no slick %.', new.slick using errcode = 'SR404';
    end if;
    new.decision := coalesce(new.decision, external_decision_of(new.slick));
    new.machine_class := coalesce(new.machine_class, parent.machine_class);
    new.scene := coalesce(new.scene, parent.scene);
  end if;

  if new.decision is null then
    new.created_at := clock_timestamp();
  else
    select at, kind, transaction into made_at, made_kind, made_in from decision where id = new.decision;
    if not found then
      raise exception 'There is no decision %.', new.decision using errcode = 'SR404';
    elsif made_in = pg_current_xact_id() then
      -- Not before its parents are gone: one that came in after this decision began ends later than it.
      new.created_at := case
        when cardinality(new.slick) > 1 then greatest(made_at, (select max(p.deactivated_at) from slick p where p.id = any (new.slick)))
        else greatest(made_at, parent.deactivated_at)
      end;
    elsif made_kind = 'external' and new.decision = nullif(current_setting('review.external_decision', true), '')::bigint then
      new.created_at := clock_timestamp();
    else
      raise exception 'Decision % is closed: nothing can be added to it.', new.decision using errcode = 'SR409';
    end if;
  end if;
  new.deactivated_at := null;
  new.deactivated_by := null;

  -- An outline that is the parent's to the byte was checked and measured when the parent came in.
  if parent.geometry = new.geometry then
    new.geometry := parent.geometry;
    new.area := parent.area;
    new.perimeter := parent.perimeter;
    new.length := parent.length;
    new.polsby_popper := parent.polsby_popper;
    new.fill_factor := parent.fill_factor;
    new.geometry_count := parent.geometry_count;
    new.largest_area := parent.largest_area;
    new.median_area := parent.median_area;
    new.centroid := parent.centroid;
  else
    new.geometry := slick_outline(new.geometry);
    m := slick_metrics(new.geometry);
    new.area := m.area;
    new.perimeter := m.perimeter;
    new.length := m.length;
    new.polsby_popper := m.polsby_popper;
    new.fill_factor := m.fill_factor;
    new.geometry_count := m.geometry_count;
    new.largest_area := m.largest_area;
    new.median_area := m.median_area;
    new.centroid := m.centroid;
  end if;

  -- An id from nowhere would stand in the way of the version that gets it from the sequence later.
  if new.id > coalesce(pg_sequence_last_value('slick_id_seq'), 0) then
    raise exception 'There is no slick % yet: ids come from the sequence, so leave id out.', new.id using errcode = 'SR409';
  end if;

  new.state := slick_state(new, parent, made_kind);
  new.case_number := case
    when made_kind = 'restore' and not (cardinality(new.slick) = 1 and parent.case_number = new.case_number and parent.geometry = new.geometry)
      then slick_case_brought_back(new.slick, new.geometry, new.case_number, new.id)
    when cardinality(new.slick) <> 1 or made_kind = 'split' then new.id
    when exists (select from slick s where s.case_number = parent.case_number and s.active) then new.id  -- the first successor has it
    else parent.case_number
  end;
  return new;
end
$$;
