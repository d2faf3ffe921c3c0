-- Who is signed in where: the cookie only names a row of this table, so that signing out, a new password or another role ends a session everywhere.
create table person_session (
  id bigint generated always as identity primary key,
  key_hash bytea not null unique,  -- SHA-256 of what stands in the cookie
  person bigint not null references person on delete cascade,
  security_stamp text not null,    -- the person's, when they signed in
  ticket bytea not null,
  signed_in_at timestamptz not null,
  expires_at timestamptz not null
);

create index person_session_of on person_session (person);

-- What happened around signing in, people and keys. Only grows.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  event text not null check (event in (
    'signed-in', 'sign-in-failed', 'sign-in-refused', 'signed-out', 'person-added', 'role-changed', 'password-changed', 'key-created', 'key-revoked')),
  name text not null check (length(name) <= 200),  -- of the person or key that it is about
  by_whom text not null check (length(by_whom) <= 200),
  address text,
  detail text
);

create index audit_by_name on audit (event, lower(name), at);
create index audit_by_address on audit (event, address, at);
create trigger refuse before update or delete or truncate on audit for each statement execute function ledger_refuse();

-- Nobody is locked out by strangers any more: attempts are limited by where they come from.
update person set lockout_end = null, access_failed_count = 0 where lockout_end is not null or access_failed_count <> 0;
