-- A vector tile of what the index found under it: the outlines of versions $1, and points (id, class, state, number, place in EPSG:3857) $2 to $7.
with tile as (select st_tileenvelope({z}, {x}, {y}) as box),
outlines as (
  select s.id, s.slick_class as class, s.state, s.machine_confidence as conf, s.case_number as "case",
         st_asmvtgeom(st_simplify(slick_mercator(s.geometry), {tolerance}, true), tile.box, 4096, 256) as geom
  from slick s, tile
  where s.id = any ($1)
),
points as (
  select p.id, p.class, p.state, p.n, st_asmvtgeom(st_setsrid(st_makepoint(p.x, p.y), 3857), tile.box, 4096, 64) as geom
  from unnest($2, $3, $4, $5, $6, $7) p (id, class, state, n, x, y), tile
)
select coalesce((select st_asmvt(outlines, 'slicks', 4096, 'geom', 'id') from outlines where geom is not null), '')
    || coalesce((select st_asmvt(points, 'points', 4096, 'geom') from points where geom is not null), '')
