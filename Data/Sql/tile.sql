-- A vector tile: outlines that are big enough to see at this zoom, and points for the others, one for a few pixels.
-- {where} is the filter's condition.
with tile as (
  select st_tileenvelope({z}, {x}, {y}) as box,
         -- Kept inside the world: west of -180 a transformed corner comes back in the east.
         st_transform(st_intersection(st_tileenvelope({z}, {x}, {y}, margin => 0.0625), st_makeenvelope(-20037508, -20048966, 20037508, 20048966, 3857)), 4326) as around,
         {pixel}::float8 as pixel_m  -- at the equator, of a 256-pixel tile
),
visible as materialized (
  select s.id, s.slick_class, s.state, s.machine_confidence, s.length, s.centroid, s.geometry
  from slick s, tile
  where s.geometry && tile.around and {where}
),
outlines as (
  select v.id, v.slick_class as class, v.state, v.machine_confidence as conf,
         st_asmvtgeom(st_transform(st_simplify(v.geometry, tile.pixel_m / 250000, true), 3857), tile.box, 4096, 256) as geom
  from visible v, tile
  where v.length >= {smallest} * tile.pixel_m
),
points as (
  select min(v.id) as id, min(v.slick_class) as class, min(v.state) as state, count(*) as n,
         st_asmvtgeom(st_transform(st_centroid(st_collect(v.centroid)), 3857), tile.box, 4096, 64) as geom
  from visible v, tile
  where v.length < {smallest} * tile.pixel_m
  group by tile.box, v.slick_class, v.state, floor(st_x(v.centroid) / {cell}), floor(st_y(v.centroid) / {cell})
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
