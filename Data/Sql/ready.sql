-- A slick as an import brings it, to be rolled back: do constraints, triggers and PostGIS work? Its id is no one's, so that none of the sequence is used up.
insert into slick (id, slick_timestamp, geometry, slick_class)
values (-1, clock_timestamp(), st_geomfromtext('POLYGON((0 0,0.01 0,0.01 0.01,0 0.01,0 0))', 4326), 9)
returning area > 0
