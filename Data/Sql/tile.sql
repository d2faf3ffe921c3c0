-- A vector tile: outlines that are big enough to see at this zoom, and points for the others, one for a few pixels.
-- {where} is the filter's condition; t is when the radar saw a slick, in minutes since 1970, where all that are one point have the same.
with tile as (
  select st_tileenvelope({z}, {x}, {y}) as box,
         -- Kept inside the world: west of -180 a transformed corner comes back in the east.
         st_transform(st_intersection(st_tileenvelope({z}, {x}, {y}, margin => 0.0625), st_makeenvelope(-20037508, -20048966, 20037508, 20048966, 3857)), 4326) as around,
         {pixel}::float8 as pixel_m,  -- at the equator, of a 256-pixel tile
         {z} > 0 and {x} in (0, 2 ^ {z} - 1) as at_seam,
         case when {x} = 0 then -20037508.342789244 else 20037508.342789244 end as half_world
),
outlines as (
  select s.id, s.slick_class as class, s.state, s.machine_confidence as conf, s.case_number as "case", (extract(epoch from s.slick_timestamp) / 60)::int as t,
         st_asmvtgeom(
           -- What goes over the edge of the world is drawn over it, or the edge would be a side of the slick. Turned by half the world meanwhile:
           -- a transformed longitude beyond 180 comes back in the west.
           case when st_xmin(beyond.whole) > 0
             then st_translate(st_transform(st_translate(st_simplify(beyond.whole, tile.pixel_m / 250000, true), -180, 0), 3857), tile.half_world, 0)
             else st_transform(st_simplify(s.geometry, tile.pixel_m / 250000, true), 3857)
           end, tile.box, 4096, 256) as geom
  from tile, slick s
  cross join lateral (select case when tile.at_seam and st_xmax(s.geometry) - st_xmin(s.geometry) > 180 then slick_whole(s.geometry) end as whole) beyond
  where s.geometry && tile.around and s.length >= {smallest} * tile.pixel_m and {where}
),
cells as (
  select min(s.id) as id, min(s.slick_class) as class, min(s.state) as state, count(*) as n, avg(st_x(s.centroid)) as x, avg(st_y(s.centroid)) as y,
         case when min(s.slick_timestamp) = max(s.slick_timestamp) then (extract(epoch from min(s.slick_timestamp)) / 60)::int end as t
  from slick s, tile
  where s.geometry && tile.around and s.length < {smallest} * tile.pixel_m and {where}
  group by s.slick_class, s.state, floor(st_x(s.centroid) / {cell}), floor(st_y(s.centroid) / {cell})
),
points as (
  select c.id, c.class, c.state, c.n, c.t, st_asmvtgeom(st_transform(st_setsrid(st_makepoint(c.x, c.y), 4326), 3857), tile.box, 4096, 64) as geom
  from cells c, tile
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
