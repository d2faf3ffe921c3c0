-- A vector tile: outlines that are big enough to see at this zoom, and points for the others, one for a few pixels.
-- {where} is the filter's condition.
with tile as (
  select st_tileenvelope({z}, {x}, {y}) as box,
         -- Kept inside the world: west of -180 a transformed corner comes back in the east.
         st_transform(st_intersection(st_tileenvelope({z}, {x}, {y}, margin => 0.0625), st_makeenvelope(-20037508, -20048966, 20037508, 20048966, 3857)), 4326) as around,
         {pixel}::float8 as pixel_m  -- at the equator, of a 256-pixel tile
),
outlines as (
  select s.id, s.slick_class as class, s.state, s.machine_confidence as conf, s.case_number as "case",
         st_asmvtgeom(st_transform(st_simplify(s.geometry, tile.pixel_m / 250000, true), 3857), tile.box, 4096, 256) as geom
  from slick s, tile
  where s.geometry && tile.around and s.length >= {smallest} * tile.pixel_m and {where}
),
cells as (
  select min(s.id) as id, min(s.slick_class) as class, min(s.state) as state, count(*) as n, avg(st_x(s.centroid)) as x, avg(st_y(s.centroid)) as y
  from slick s, tile
  where s.geometry && tile.around and s.length < {smallest} * tile.pixel_m and {where}
  group by s.slick_class, s.state, floor(st_x(s.centroid) / {cell}), floor(st_y(s.centroid) / {cell})
),
points as (
  select c.id, c.class, c.state, c.n, st_asmvtgeom(st_transform(st_setsrid(st_makepoint(c.x, c.y), 4326), 3857), tile.box, 4096, 64) as geom
  from cells c, tile
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
