-- What comes in costs less, and is what it was: the same checks and the same metrics to the last bit, each computed once. In PL/pgSQL an
-- expression that holds a subquery is run as a statement of its own (10 µs), so those for rare outlines are asked only of these.

-- Whether one part at least is wider, on average, than coordinates can tell: twice its area over its perimeter is the width of a strip,
-- 1e-7 degrees are a centimetre of latitude. (Where the whole is, a part is.) Below 10 m² the spheroid's area may still come out as nothing.
create or replace function slick_has_area(outline geometry) returns bool
language plpgsql immutable parallel safe as $$
declare
  square_degrees float8 := st_area(outline);
begin
  if not 2 * square_degrees >= 1e-7 * st_perimeter(outline)
     and not exists (select from st_dump(outline) part where 2 * st_area(part.geom) >= 1e-7 * st_perimeter(part.geom)) then
    return false;
  end if;
  return square_degrees > 1e-9 or st_area(outline::geography) > 0;
end
$$;

-- The outline as the ledger stores it: valid, non-empty, 2-D MultiPolygon in EPSG:4326, cut at the antimeridian.
-- A Polygon is promoted, an invalid outline repaired, anything else refused with a sentence.
create or replace function slick_outline(given geometry) returns geometry
language plpgsql immutable parallel safe set client_min_messages = warning as $$
declare
  outline geometry := given;
  box box3d := given::box3d;
begin
  if outline is null or st_isempty(outline) then
    raise exception 'The outline is empty: a slick needs at least one polygon.' using errcode = 'SR422';
  elsif st_srid(outline) <> 4326 then
    raise exception 'The outline is in EPSG:%, but slicks are kept in EPSG:4326 (longitude, latitude): use ST_Transform or ST_SetSRID.', st_srid(outline) using errcode = 'SR422';
  elsif st_ndims(outline) <> 2 then
    raise exception 'The outline has a third coordinate, but slicks are flat: use ST_Force2D.' using errcode = 'SR422';
  elsif geometrytype(outline) not in ('POLYGON', 'MULTIPOLYGON') then
    raise exception 'The outline is a %, but a slick is a Polygon or a MultiPolygon.', st_geometrytype(outline) using errcode = 'SR422';
  elsif not (st_xmin(box) >= -180 and st_xmax(box) <= 180 and st_ymin(box) >= -90 and st_ymax(box) <= 90) then
    raise exception 'The outline has a coordinate outside longitude -180..180, latitude -90..90.' using errcode = 'SR422';
  end if;

  if st_xmax(box) - st_xmin(box) > 180 then
    if exists (select from st_dump(outline) part where st_xmax(part.geom) - st_xmin(part.geom) > 180) then
      outline := st_wrapx(st_makevalid(st_shiftlongitude(outline)), 180, -360);
    end if;
  end if;

  if not st_isvalid(outline) then
    if st_isvalidreason(outline) like 'Invalid Coordinate%' then
      raise exception 'The outline has a coordinate that is not a number.' using errcode = 'SR422';
    end if;
    outline := (select st_union(st_collectionextract(st_makevalid(part.geom), 3)) from st_dump(outline) part);
  end if;

  outline := st_multi(outline);
  if slick_has_area(outline) is not true then
    raise exception 'The outline has no area.' using errcode = 'SR422';
  end if;
  return outline;
end
$$;

-- m² and m on the spheroid. Length is the longer side of the oriented envelope of the lon/lat outline.
create or replace function slick_metrics(outline geometry) returns slick_metrics
language plpgsql immutable parallel safe set client_min_messages = warning as $$
declare
  m slick_metrics;
  whole geometry := slick_whole(outline);
  on_spheroid geography := whole::geography;
  envelope geometry := st_orientedenvelope(whole);
  envelope_area float8;
  corner geography;
begin
  m.area := st_area(on_spheroid);
  m.perimeter := st_perimeter(on_spheroid);
  m.polsby_popper := 4 * pi() * m.area / nullif(m.perimeter, 0) ^ 2;
  if geometrytype(envelope) = 'POLYGON' then
    corner := st_pointn(st_exteriorring(envelope), 2)::geography;
    m.length := greatest(
      st_distance(st_pointn(st_exteriorring(envelope), 1)::geography, corner),
      st_distance(corner, st_pointn(st_exteriorring(envelope), 3)::geography));
    envelope_area := st_area(envelope::geography);
  else  -- too thin for the machine's numbers: the envelope fell together to a line
    m.length := m.perimeter / 2;
    envelope_area := m.area;
  end if;
  m.fill_factor := coalesce(m.area / nullif(envelope_area, 0), 1);
  m.geometry_count := st_numgeometries(whole);
  if m.geometry_count = 1 then
    m.largest_area := m.area;
    m.median_area := m.area;
  else
    select max(part_area), percentile_cont(0.5) within group (order by part_area)
    into m.largest_area, m.median_area
    from (select st_area(part.geom::geography) part_area from st_dump(whole) part) parts;
  end if;
  m.centroid := st_wrapx(st_centroid(whole), 180, -360);
  return m;
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
