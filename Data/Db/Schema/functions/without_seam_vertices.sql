CREATE FUNCTION without_seam_vertices(ring geometry) RETURNS geometry
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
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
