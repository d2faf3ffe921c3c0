-- West, south, east, north of an outline as RFC 7946 (5.2) wants it: of one that is cut at the antimeridian, west lies above east.
create function extent_of(outline geometry) returns float8[]
language sql immutable parallel safe as $$
  select case when st_xmax(outline) - st_xmin(outline) > 180 then (
    select case
      when st_xmax(shifted) - st_xmin(shifted) >= st_xmax(outline) - st_xmin(outline) then array[st_xmin(outline), st_ymin(outline), st_xmax(outline), st_ymax(outline)]
      else array[st_xmin(shifted), st_ymin(shifted), case when st_xmax(shifted) > 180 then st_xmax(shifted) - 360 else st_xmax(shifted) end, st_ymax(shifted)]
    end
    from st_shiftlongitude(outline) shifted
  ) else array[st_xmin(outline), st_ymin(outline), st_xmax(outline), st_ymax(outline)] end
$$;
