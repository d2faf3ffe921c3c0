-- A vector tile: outlines of versions, by a condition that is filled in, and points, by a query that is: id, class, state, for how many, when, and their
-- place in EPSG:3857. When is that the radar saw a slick, in minutes since 1970; of a point, where all that it stands for have the same.
with tile as (
  select st_tileenvelope({z}, {x}, {y}) as box,
         {z} > 0 and {x} in (0, 2 ^ {z} - 1) as at_seam,
         case when {x} = 0 then -20037508.342789244 else 20037508.342789244 end as half_world
),
-- Materialized, or what is drawn is drawn twice: to see whether it is null, and again to pack it.
outlines as materialized (
  select s.id, s.slick_class as class, s.state, s.machine_confidence as conf, s.case_number as "case", (extract(epoch from s.slick_timestamp) / 60)::int as t,
         st_asmvtgeom(
           -- What goes over the edge of the world is drawn over it, or the edge would be a side of the slick. Turned by half the world meanwhile:
           -- a transformed longitude beyond 180 comes back in the west.
           st_simplify(
             case when st_xmin(beyond.whole) > 0 then st_translate(slick_mercator(st_translate(beyond.whole, -180, 0)), tile.half_world, 0)
               else slick_mercator(s.geometry)
             end, {tolerance}, true),
           tile.box, 4096, 256) as geom
  from tile, slick s
  cross join lateral (select case when tile.at_seam and st_xmax(s.geometry) - st_xmin(s.geometry) > 180 then slick_whole(s.geometry) end as whole) beyond
  where {outlines}
),
told (id, class, state, n, t, place) as (
{points}
),
points as materialized (
  select p.id, p.class, p.state, p.n, p.t, st_asmvtgeom(p.place, tile.box, 4096, 64) as geom
  from told p, tile
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
