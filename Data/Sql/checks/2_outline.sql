-- An outline is a valid, non-empty, 2-D MultiPolygon in EPSG:4326 with an area.
-- Inactive versions from before the database refused outlines of no area stay as they are: versions are never edited.
select (select count(*) from slick), coalesce((select array_agg(id) from slick
  where geometrytype(geometry) <> 'MULTIPOLYGON' or st_srid(geometry) <> 4326 or st_ndims(geometry) <> 2 or st_isempty(geometry) or not st_isvalid(geometry)
     or not (st_xmin(geometry) >= -180 and st_xmax(geometry) <= 180 and st_ymin(geometry) >= -90 and st_ymax(geometry) <= 90)
     or ((area > 0 and case when st_srid(geometry) = 4326 then slick_has_area(geometry) end) is not true
       and (active or created_at >= (select applied_at from migration where name = '0014_areas_and_states')))), '{}')
