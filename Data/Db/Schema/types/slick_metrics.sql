CREATE TYPE slick_metrics AS (
	area double precision,
	perimeter double precision,
	length double precision,
	polsby_popper double precision,
	fill_factor double precision,
	geometry_count integer,
	largest_area double precision,
	median_area double precision,
	centroid geometry
);
