CREATE FUNCTION slick_has_area(outline geometry) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    AS $$
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
