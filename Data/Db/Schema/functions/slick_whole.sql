CREATE FUNCTION slick_whole(outline geometry) RETURNS geometry
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
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
