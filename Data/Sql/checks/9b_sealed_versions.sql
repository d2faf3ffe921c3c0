-- Class, confidences, notes and all else of a sealed version, but its outline, are what was sealed.
select (select count(*) from slick_seal), coalesce((select array_agg(z.slick order by z.slick) from slick_seal z left join slick s on s.id = z.slick
  where s.id is null or sha256_of(slick_text(s)) <> z.facts), '{}'), 'slick'
