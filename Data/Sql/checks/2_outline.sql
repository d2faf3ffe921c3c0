-- An outline is a valid, non-empty, 2-D MultiPolygon in EPSG:4326 with an area.
select (select count(*) from slick), coalesce((select array_agg(id) from slick
  where geometrytype(geometry) <> 'MULTIPOLYGON' or st_srid(geometry) <> 4326 or st_ndims(geometry) <> 2 or st_isempty(geometry) or not st_isvalid(geometry) or not area > 0
     or not (st_xmin(geometry) >= -180 and st_xmax(geometry) <= 180 and st_ymin(geometry) >= -90 and st_ymax(geometry) <= 90)), '{}')
