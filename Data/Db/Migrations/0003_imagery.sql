-- The image of a scene: where its file is, where it lies, what its numbers stand for, and how they are spread.

create table scene_image (
  scene bigint primary key references scene,
  -- Grows with every change of what is shown, so that pictures of one revision may be kept for ever.
  revision int not null default 1,
  state text not null check (state in ('preparing', 'ready', 'failed')),
  message text,  -- why it failed
  source text not null,  -- the file that was registered
  given_bounds float8[] check (cardinality(given_bounds) = 4),  -- west, south, east, north of a file that does not say where it lies
  given_unit text check (given_unit in ('sigma0', 'decibel', 'amplitude')),
  file text,  -- what is read: the source or a copy with overviews
  crs text not null,
  bounds float8[] not null check (cardinality(bounds) = 4),  -- east goes on above 180 over the antimeridian
  footprint geometry(geometry, 4326) not null,
  bands text[] not null check (cardinality(bands) between 1 and 16),
  missing text[] not null default '{}',
  unit text not null check (unit in ('sigma0', 'decibel', 'amplitude')),
  width int not null check (width > 0),
  height int not null check (height > 0),
  pixel_size_m float8 not null check (pixel_size_m > 0),
  statistics jsonb,
  registered_by text not null,
  registered_at timestamptz not null default clock_timestamp(),
  prepared_at timestamptz,
  check (state <> 'ready' or file is not null and statistics is not null)
);

create index scene_image_footprint on scene_image using gist (footprint);
create index scene_acquired on scene (acquired desc, id desc);
