CREATE FUNCTION slick_before_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
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
    -- Not when that was before there was such a check: below 0.1 km², because an outline without an area is a centimetre wide and 20 degrees long at most.
    if parent.area < 1e5 and not slick_has_area(parent.geometry) then
      raise exception 'The outline of slick % has no area: it cannot be put in again.', parent.id using errcode = 'SR422';
    end if;
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

  if cardinality(new.slick) = 0 and made_kind is null then
    -- What models find comes this way, a hundred thousand rows at a time: nothing is asked of other tables. (slick_state says the same.)
    new.state := case when new.validated is true then slick_state(new, parent, made_kind) else 'pending' end;
    new.case_number := new.id;
  else
    new.state := slick_state(new, parent, made_kind);
    new.case_number := case
      when made_kind = 'restore' and not (cardinality(new.slick) = 1 and parent.case_number = new.case_number and parent.geometry = new.geometry)
        then slick_case_brought_back(new.slick, new.geometry, new.case_number, new.id)
      when cardinality(new.slick) <> 1 or made_kind = 'split' then new.id
      when exists (select from slick s where s.case_number = parent.case_number and s.active) then new.id  -- the first successor has it
      else parent.case_number
    end;
  end if;
  new.validated := new.state = 'validated';
  return new;
end
$$;
