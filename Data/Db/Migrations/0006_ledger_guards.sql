-- Closes what hands and races could still do to the ledger.

-- When a decision was made, and in which transaction, is not for its author to say.
create function decision_before_insert() returns trigger
language plpgsql as $$
begin
  new.at := clock_timestamp();
  new.transaction := pg_current_xact_id();
  return new;
end
$$;

create trigger before_insert before insert on decision for each row execute function decision_before_insert();

-- The external decision that inserts successors of these parents: the one by which the same user took them, when it put in nothing yet
-- (the recipe run statement by statement, each in its own transaction), or this transaction's. Of two who insert into the same one at
-- once, the second waits here, and then sees that the first was there.
create or replace function external_decision_of(parents bigint[]) returns bigint
language plpgsql as $$
declare
  current_one bigint := nullif(current_setting('review.external_decision', true), '')::bigint;
  taking bigint;
begin
  select case when count(distinct deactivated_by) = 1 then min(deactivated_by) end into taking from slick where id = any (parents);
  if taking = current_one then
    return taking;
  end if;
  perform from decision where id = taking for no key update;
  if exists (select from decision where id = taking and kind = 'external' and reviewer = session_user and outputs = '{}') then
    perform set_config('review.external_decision', taking::text, true);
    return taking;
  end if;
  return external_decision();
end
$$;

-- What a person thinks of a version, as far as its facts tell. A model's own NOT_OIL is nobody's rejection: it stays pending through notes,
-- cuts and undos until somebody says what it is.
create function slick_state(given slick, parent slick, kind text) returns text
language plpgsql stable as $$
declare
  path int[] := (select c.path from slick_class c where c.id = given.slick_class);
begin
  return case
    when 1 = any (path) then case
      when given.validated then 'rejected'
      when kind is null or kind = 'reprocess' then 'pending'
      when kind = 'restore' and given.state in ('pending', 'rejected') then given.state  -- that of the version that comes back
      when kind not in ('validate', 'reclassify', 'reject', 'add') and parent.slick_class = given.slick_class and parent.state = 'pending' then 'pending'
      else 'rejected'
    end
    when given.validated then 'validated'
    when 9 = any (path) then 'ambiguous'
    else 'pending'
  end;
end
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
  return new;
end
$$;

-- Slick by slick, a decision may be taken back in part: it is taken back when nothing of what it put in is left.
create function decision_is_taken_back(of_decision bigint) returns bool
language sql stable parallel safe as $$
  select exists (select from decision undo where undo.undoes = of_decision and decision_stands(undo.id))
    and not exists (
      select from decision d cross join unnest(d.outputs) output (id)
      where d.id = of_decision
        and not exists (
          select from decision undo
          where undo.undoes = of_decision and decision_stands(undo.id)
            and (output.id = any (undo.inputs) or undo.inputs && array(select v.id from slick_descendants(output.id) v))
        )
    )
$$;
