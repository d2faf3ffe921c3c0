-- Metrics are those of the outline.
select (select count(*) from slick), coalesce((select array_agg(s.id) from slick s cross join lateral slick_metrics(case when st_srid(s.geometry) = 4326 then s.geometry end) m
  where (abs(s.area - m.area) <= 1e-6 * m.area and abs(s.perimeter - m.perimeter) <= 1e-6 * m.perimeter and abs(s.length - m.length) <= 1e-6 * m.length
    and abs(s.polsby_popper - m.polsby_popper) <= 1e-6 and abs(s.fill_factor - m.fill_factor) <= 1e-6 and st_distance(s.centroid, m.centroid) <= 1e-9
    and s.geometry_count = m.geometry_count and abs(s.largest_area - m.largest_area) <= 1e-6 * m.area and abs(s.median_area - m.median_area) <= 1e-6 * m.area) is not true), '{}')
