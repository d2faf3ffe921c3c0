-- Makes a file the image of the scene of this name ($1), which is made when there is none; answers the scene.
with made as (
  insert into scene (name, acquired, simulated) values ($1, $2, $3)
  on conflict (name) do update set name = excluded.name
  returning id
)
insert into scene_image (
  scene, state, source, given_bounds, given_unit, crs, bounds, footprint, bands, missing, unit, width, height, pixel_size_m, registered_by, unit_is_guess)
select made.id, 'preparing', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
from made
on conflict (scene) do update set
  revision = scene_image.revision + 1, state = 'preparing', message = null, source = excluded.source, given_bounds = excluded.given_bounds, given_unit = excluded.given_unit,
  crs = excluded.crs, bounds = excluded.bounds, footprint = excluded.footprint, bands = excluded.bands, missing = excluded.missing, unit = excluded.unit, unit_is_guess = excluded.unit_is_guess,
  width = excluded.width, height = excluded.height, pixel_size_m = excluded.pixel_size_m, statistics = null, registered_by = excluded.registered_by,
  registered_at = clock_timestamp(), prepared_at = null, attempts = 0
returning scene
