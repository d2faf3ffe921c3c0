-- Images that are fetched from an object store: how the last fetch for a scene stands, and what the image is registered with when it is here.
create table scene_fetch (
  scene bigint primary key references scene,
  revision int not null default 1,  -- grows with each request; a job is of one revision
  state text not null check (state in ('fetching', 'failed', 'ended')),  -- ended: the image is registered, or another one was
  message text,
  source text not null,
  given_bounds double precision[] check (cardinality(given_bounds) = 4),
  given_unit text check (given_unit in ('sigma0', 'decibel', 'amplitude')),
  given_bands text[],
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz,              -- the last sign of the process that fetches it
  bytes bigint not null default 0,
  total_bytes bigint,
  attempts int not null default 0,
  check ((state = 'failed') = (message is not null))
);

-- Told like an image that is prepared, or has failed.
create function scene_fetch_after_write() returns trigger language plpgsql as $$
begin
  if new.state <> 'ended' and (tg_op = 'INSERT' or new.state <> old.state or new.revision <> old.revision) then
    perform pg_notify('scenes', json_build_object('scene', new.scene, 'state', case new.state when 'failed' then 'failed' else 'preparing' end)::text);
  end if;
  return null;
end
$$;

create trigger after_write after insert or update on scene_fetch for each row execute function scene_fetch_after_write();
