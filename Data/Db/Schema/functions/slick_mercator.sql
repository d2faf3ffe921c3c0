CREATE FUNCTION slick_mercator(outline geometry) RETURNS geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select st_transform(
    case when st_ymax(outline) > 85.06 or st_ymin(outline) < -85.06 then st_intersection(outline, st_makeenvelope(-180, -85.06, 180, 85.06, 4326)) else outline end,
    3857)
$$;
