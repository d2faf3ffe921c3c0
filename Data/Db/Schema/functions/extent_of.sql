CREATE FUNCTION extent_of(outline geometry) RETURNS double precision[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when st_xmax(outline) - st_xmin(outline) > 180 then (
    select case
      when st_xmax(shifted) - st_xmin(shifted) >= st_xmax(outline) - st_xmin(outline) then array[st_xmin(outline), st_ymin(outline), st_xmax(outline), st_ymax(outline)]
      else array[st_xmin(shifted), st_ymin(shifted), case when st_xmax(shifted) > 180 then st_xmax(shifted) - 360 else st_xmax(shifted) end, st_ymax(shifted)]
    end
    from st_shiftlongitude(outline) shifted
  ) else array[st_xmin(outline), st_ymin(outline), st_xmax(outline), st_ymax(outline)] end
$$;
