-- The outline of a sealed version is the one that was sealed, to the byte.
select (select count(*) from slick_seal), coalesce((select array_agg(z.slick order by z.slick) from slick_seal z join slick s on s.id = z.slick
  where sha256(st_asbinary(s.geometry, 'NDR')) <> z.outline), '{}'), 'slick'
