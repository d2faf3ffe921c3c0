CREATE FUNCTION slick_metrics(outline geometry) RETURNS slick_metrics
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET client_min_messages TO 'warning'
    AS $$
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
