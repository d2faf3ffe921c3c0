-- A vector tile: outlines of versions, by a condition that is filled in, and points, by a query that is: id, class, state, for how many, when, and their
-- place in EPSG:3857. When is that the radar saw a slick, in minutes since 1970; of a point, where all that it stands for have the same.
-- Materialized, or what is drawn is drawn twice: to see whether it is null, and again to pack it.
with outlines as materialized (
  select s.id, s.slick_class as class, s.state, s.machine_confidence as conf, s.case_number as "case", (extract(epoch from s.slick_timestamp) / 60)::int as t,
         st_asmvtgeom(
           -- What goes over the edge of the world is drawn over it, or the edge would be a side of the slick. Turned by half the world meanwhile:
           -- a transformed longitude beyond 180 comes back in the west.
           case when st_xmax(simple.outline) > 180
             then st_translate(slick_mercator(st_translate(simple.outline, -180, 0)), case when {x} = 0 then -20037508.342789244 else 20037508.342789244 end, 0)
             else slick_mercator(simple.outline)
           end, st_tileenvelope({z}, {x}, {y}), 4096, 256) as geom
  from slick s
  -- Simplified before it is transformed, which costs by the vertex. Offset, or the planner puts it into each place that mentions it.
  cross join lateral (
    select st_simplify(
      case when {z} > 0 and {x} in (0, (1 << {z}) - 1) and st_xmax(s.geometry) - st_xmin(s.geometry) > 180 then slick_whole(s.geometry) else s.geometry end,
      {tolerance}, true) as outline
    offset 0
  ) simple
  where {outlines}
),
told (id, class, state, n, t, place) as (
{points}
),
points as materialized (
  select p.id, p.class, p.state, p.n, p.t, st_asmvtgeom(p.place, st_tileenvelope({z}, {x}, {y}), 4096, 64) as geom
  from told p
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
