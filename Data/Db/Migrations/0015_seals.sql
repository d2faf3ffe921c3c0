-- Decisions are sealed one after the other, each seal with the hash of the one before: who changes what was decided, breaks the chain. And who writes
-- SQL by hand decides in the own name, and adds to no decision but the own one.

-- No foreign keys: their locks would write into every sealed row, and ./review check looks whether the rows are there.
create table slick_seal (
  slick bigint primary key,
  facts bytea not null check (octet_length(facts) = 32),
  outline bytea not null check (octet_length(outline) = 32)
);

create table decision_seal (
  position bigint primary key check (position > 0),
  decision bigint not null unique,
  content bytea not null check (octet_length(content) = 32),
  previous bytea not null check (octet_length(previous) = 32),
  hash bytea not null unique check (octet_length(hash) = 32),
  sealed_at timestamptz not null
);

create trigger refuse before update or delete or truncate on slick_seal for each statement execute function ledger_refuse();
create trigger refuse before update or delete or truncate on decision_seal for each statement execute function ledger_refuse();

-- What is hashed, as text of JSON; with timezone UTC and extra_float_digits 1, as seal_decisions has them -----------------------------------

-- Of a version all that never changes, without its outline. Metrics, case number and the like follow from this and from the outline.
create function slick_text(s slick) returns text
language sql stable parallel safe as $$
  select json_build_array('slick', 1, s.id, s.slick_timestamp, s.machine_confidence, s.human_confidence, s.validated, s.slick, s.notes, s.meta,
    s.orchestrator_run, s.slick_class, s.machine_class, s.scene, s.state, s.decision, s.created_at)::text
$$;

-- Of a decision all that it says, and the two hashes of each version that it took and put in.
create function decision_text(d decision) returns text
language sql stable parallel safe as $$
  select json_build_array('decision', 1, d.id, d.at, d.kind, d.reviewer, d.reason, d.comment, d.inputs, d.outputs, d.undoes, d.idempotency_key,
    encode(d.request_hash, 'hex'), d.seconds_spent, d.context, d.transaction::text,
    (select coalesce(json_agg(json_build_array(v.id, encode(z.facts, 'hex'), encode(z.outline, 'hex')) order by v.n), '[]')
     from unnest(d.inputs || d.outputs) with ordinality v (id, n) left join slick_seal z on z.slick = v.id))::text
$$;

create function seal_text(place bigint, of_decision bigint, content bytea, previous bytea, sealed_at timestamptz) returns text
language sql stable parallel safe as $$
  select json_build_array('seal', 1, place, of_decision, encode(content, 'hex'), encode(previous, 'hex'), sealed_at)::text
$$;

create function sha256_of(said text) returns bytea
language sql immutable parallel safe as $$ select sha256(convert_to(said, 'UTF8')) $$;

-- Sealing ---------------------------------------------------------------------------------------------------------------------------------

-- Decisions without a seal. What plain SQL took out without putting anything in is given some time for its successors.
create function unsealed_decisions(above bigint, patience interval) returns table (id bigint, kind text)
language sql stable as $$
  select d.id, d.kind
  from decision d
  where d.id > above and not exists (select from decision_seal z where z.decision = d.id)
    and (d.kind <> 'external' or d.outputs <> '{}' or d.at < clock_timestamp() - patience)
$$;

-- Seals at most so many decisions, in the order of their ids, and says how many. One process at a time; deciding waits for nothing.
create function seal_decisions(most int, above bigint default 0, patience interval default '1 minute') returns int
language plpgsql set timezone = 'UTC' set extra_float_digits = 1 as $$
declare
  chosen bigint[];
  busy bigint[];
  one record;
  place bigint;
  last_hash bytea;
  now_hash bytea;
  moment timestamptz;
begin
  if not exists (select from unsealed_decisions(above, patience)) then
    return 0;
  end if;
  lock table decision_seal in share row exclusive mode;

  -- One by plain SQL may be getting its successors at this moment: it is left for the next time.
  chosen := array(select u.id from unsealed_decisions(above, patience) u order by u.id limit most);
  busy := array(select d.id from decision d where d.id = any (chosen) and d.kind = 'external');
  if busy <> '{}' then
    busy := array(select unnest(busy) except select d.id from (select d.id from decision d where d.id = any (busy) order by d.id for share skip locked) d);
    chosen := array(select c.id from unnest(chosen) c (id) join decision d on d.id = c.id
      where c.id <> all (busy) and (d.kind <> 'external' or d.outputs <> '{}' or d.at < clock_timestamp() - patience) order by c.id);
  end if;

  insert into slick_seal (slick, facts, outline)
  select s.id, sha256_of(slick_text(s)), sha256(st_asbinary(s.geometry, 'NDR'))
  from (select distinct v.id from decision d cross join unnest(d.inputs || d.outputs) v (id) where d.id = any (chosen)) named
  join slick s on s.id = named.id
  where not exists (select from slick_seal z where z.slick = s.id);

  select z.position, z.hash into place, last_hash from decision_seal z order by z.position desc limit 1;
  place := coalesce(place, 0);
  last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
  moment := clock_timestamp();
  for one in select d.id, sha256_of(decision_text(d)) as content from decision d where d.id = any (chosen) order by d.id loop
    place := place + 1;
    now_hash := sha256_of(seal_text(place, one.id, one.content, last_hash, moment));
    insert into decision_seal (position, decision, content, previous, hash, sealed_at) values (place, one.id, one.content, last_hash, now_hash, moment);
    last_hash := now_hash;
  end loop;
  return cardinality(chosen);
end
$$;

revoke execute on function seal_decisions(int, bigint, interval) from public;

-- In whose name -----------------------------------------------------------------------------------------------------------------------------

-- Whoever may call this writes decisions in the name of others, as the application does; everybody else decides in the own name.
create function decides_for_others() returns bool
language sql immutable parallel safe as $$ select true $$;

revoke execute on function decides_for_others() from public;

-- The application locks decisions that it may not update.
create function lock_decision(of_decision bigint) returns void
language plpgsql as $$
begin
  perform from decision where id = of_decision for no key update;
end
$$;

revoke execute on function lock_decision(bigint) from public;

-- When a decision was made, in which transaction, and by hand in whose name, is not for its author to say.
create or replace function decision_before_insert() returns trigger
language plpgsql as $$
begin
  new.at := clock_timestamp();
  new.transaction := pg_current_xact_id();
  if not has_function_privilege(session_user, 'decides_for_others()', 'execute') then
    if new.kind = 'reprocess' then
      raise exception 'A decision of kind reprocess is made by runs alone: leave kind out of it, or say external.' using errcode = 'SR409';
    end if;
    new.reviewer := session_user;
  end if;
  return new;
end
$$;

-- The external decision that inserts successors of these parents: the one by which the same user took them, when it put in nothing yet and is not
-- sealed (the recipe run statement by statement, each in its own transaction), or this transaction's. Of two who insert into the same one at
-- once, the second waits here, and then sees that the first was there.
create or replace function external_decision_of(parents bigint[]) returns bigint
language plpgsql as $$
declare
  current_one bigint := nullif(current_setting('review.external_decision', true), '')::bigint;
  taking bigint;
begin
  select case when count(distinct deactivated_by) = 1 then min(deactivated_by) end into taking from slick where id = any (parents);
  if taking = current_one then
    return taking;
  end if;
  perform from decision where id = taking for no key update;
  if exists (select from decision where id = taking and kind = 'external' and reviewer = session_user and outputs = '{}')
     and not exists (select from decision_seal where decision = taking) then
    perform set_config('review.external_decision', taking::text, true);
    return taking;
  end if;
  return external_decision();
end
$$;

-- Only the triggers of slick may write into an external decision, and only its two lists; into one of an earlier transaction only for its own
-- user, and only until it has successors or a seal. (The setting that names the decision is anybody's to set.)
create or replace function decision_before_update() returns trigger
language plpgsql as $$
declare
  allowed decision := old;
begin
  allowed.inputs := new.inputs;
  allowed.outputs := new.outputs;
  if old.kind <> 'external' or pg_trigger_depth() < 2 or allowed *<> new or 
     new.inputs[:cardinality(old.inputs)] <> old.inputs or new.outputs[:cardinality(old.outputs)] <> old.outputs then
    raise exception 'Decision % cannot be edited: the ledger only grows (docs/ledger.md).', old.id using errcode = 'SR409';
  end if;
  if old.transaction <> pg_current_xact_id() and (
       old.reviewer <> session_user
       or exists (select from decision_seal z where z.decision = old.id)
       or exists (select from slick s where s.id = any (old.outputs) and s.created_at < now())) then
    raise exception 'Decision % is closed: nothing can be added to it.', old.id using errcode = 'SR409';
  end if;
  return new;
end
$$;
