CREATE FUNCTION slick_outline(given geometry) RETURNS geometry
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET client_min_messages TO 'warning'
    AS $$
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
