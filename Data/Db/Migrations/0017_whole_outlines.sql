-- The cut at the antimeridian is how an outline is stored, not what it is: its metrics are those of the outline in one piece.

-- A closed line without the vertices that only the cut put on it: those at 180° that lie on the straight edge between their neighbours.
create function without_seam_vertices(ring geometry) returns geometry
language sql immutable parallel safe as $$
  with vertices as (
    select dumped.path[1] as n, dumped.geom as vertex from st_dumppoints(ring) dumped where dumped.path[1] < st_npoints(ring)
  ),
  neighbours as (
    select n, vertex,
           coalesce(lag(vertex) over in_order, (select last.vertex from vertices last order by last.n desc limit 1)) as before,
           coalesce(lead(vertex) over in_order, (select first.vertex from vertices first order by first.n limit 1)) as after
    from vertices
    window in_order as (order by n)
  ),
  kept as (
    select st_makeline(vertex order by n) as line from neighbours where st_x(vertex) <> 180 or st_distance(vertex, st_makeline(before, after)) > 1e-11
  )
  select case when st_npoints(line) < 3 then ring else st_addpoint(line, st_startpoint(line)) end from kept
$$;

-- An outline in one piece: of one that is cut at the antimeridian the western parts lie beyond 180°, joined to the eastern ones.
create function slick_whole(outline geometry) returns geometry
language plpgsql immutable parallel safe as $$
declare
  whole geometry;
begin
  if st_xmax(outline) - st_xmin(outline) <= 180 then
    return outline;
  end if;
  select st_unaryunion(st_collect(case when st_xmax(part.geom) <= 0 then st_translate(part.geom, 360, 0) else part.geom end)) into whole
  from st_dump(outline) part;
  return (
    select st_setsrid(st_multi(st_collect(polygon)), st_srid(outline))
    from (
      select st_makepolygon(
        without_seam_vertices(st_exteriorring(part.geom)),
        array(select without_seam_vertices(st_interiorringn(part.geom, hole)) from generate_series(1, st_numinteriorrings(part.geom)) hole)) as polygon
      from st_dump(whole) part
    ) polygons
  );
end
$$;

-- m² and m on the spheroid. Length is the longer side of the oriented envelope of the lon/lat outline.
create or replace function slick_metrics(outline geometry) returns slick_metrics
language plpgsql immutable parallel safe set client_min_messages = warning as $$
declare
  m slick_metrics;
  whole geometry := slick_whole(outline);
  envelope geometry := st_orientedenvelope(whole);
  envelope_area float8;
begin
  m.area := st_area(whole::geography);
  m.perimeter := st_perimeter(whole::geography);
  m.polsby_popper := 4 * pi() * m.area / nullif(m.perimeter, 0) ^ 2;
  if geometrytype(envelope) = 'POLYGON' then
    m.length := greatest(
      st_distance(st_pointn(st_exteriorring(envelope), 1)::geography, st_pointn(st_exteriorring(envelope), 2)::geography),
      st_distance(st_pointn(st_exteriorring(envelope), 2)::geography, st_pointn(st_exteriorring(envelope), 3)::geography));
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

-- Metrics are derived from the outline, which is not touched: those of the versions that are on both sides are measured anew.
alter table slick disable trigger before_update_statement;
alter table slick disable trigger before_update;
alter table slick disable trigger after_update;

update slick s
set area = m.area, perimeter = m.perimeter, length = m.length, polsby_popper = m.polsby_popper, fill_factor = m.fill_factor,
    geometry_count = m.geometry_count, largest_area = m.largest_area, median_area = m.median_area, centroid = m.centroid
from (
  select cut.id, measured.*
  from slick cut cross join lateral slick_metrics(cut.geometry) measured
  where st_xmax(cut.geometry) - st_xmin(cut.geometry) > 180
) m
where m.id = s.id;

alter table slick enable trigger before_update_statement;
alter table slick enable trigger before_update;
alter table slick enable trigger after_update;
