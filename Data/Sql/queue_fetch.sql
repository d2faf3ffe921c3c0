-- Asks for an object ($4) as the image of the scene of this name ($1), which is made when there is none; answers the scene and the revision.
with made as (
  insert into scene (name, acquired, simulated) values ($1, $2, false)
  on conflict (name) do update set name = excluded.name
  returning id
)
insert into scene_fetch (scene, state, source, total_bytes, given_bounds, given_unit, given_bands, requested_by)
select made.id, 'fetching', $4, $3, $5, $6, $7, $8
from made
on conflict (scene) do update set
  revision = scene_fetch.revision + 1, state = 'fetching', message = null, source = excluded.source, total_bytes = excluded.total_bytes, bytes = 0,
  given_bounds = excluded.given_bounds, given_unit = excluded.given_unit, given_bands = excluded.given_bands, requested_by = excluded.requested_by,
  requested_at = clock_timestamp(), seen_at = null, attempts = 0
returning scene, revision
