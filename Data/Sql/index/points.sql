-- Points of a tile as the index counted them.
  select p.id, p.class, p.state, p.n, p.t, st_setsrid(st_makepoint(p.x, p.y), 3857)
  from unnest($2, $3, $4, $5, $6, $7, $8) p (id, class, state, n, x, y, t)
