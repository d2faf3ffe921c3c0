-- What each role may do (docs/ledger.md), said anew from nothing; by the owner, whenever the schema or this text has changed.
do $$
declare
  home text := current_schema();
  postgis text := (select n.nspname from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'postgis');
  -- What everybody who may read the ledger sees: no password, no key.
  ledger text[] := array['slick', 'decision', 'slick_replacement', 'slick_seal', 'decision_seal', 'slick_class', 'scene', 'scene_image', 'run', 'run_log', 'detection_overlap', 'migration'];
  one record;
begin
  execute format('grant usage on schema %I to review_application, review_analyst, review_reader', home);
  if has_schema_privilege('public', home, 'create') and pg_has_role((select nspowner from pg_namespace where nspname = home), 'usage') then
    execute format('revoke create on schema %I from public', home);
  end if;

  for one in
    select c.relname as name, format('%I.%I', home, c.relname) as quoted, c.relkind = 'S' as is_sequence
    from pg_class c
    where c.relnamespace = home::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S') and pg_has_role(c.relowner, 'usage')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  loop
    if one.is_sequence then
      execute format('grant usage, select on sequence %s to review_application', one.quoted);
      continue;
    end if;
    execute format('revoke all on %s from review_application, review_analyst, review_reader', one.quoted);
    execute format('grant %s on %s to review_application', case
      when one.name in ('slick', 'decision', 'run_log', 'detection_overlap', 'audit', 'slick_arrival') then 'select, insert'
      when one.name in ('slick_replacement', 'slick_seal', 'decision_seal', 'slick_class', 'migration') then 'select'
      when one.name in ('scene', 'scene_image', 'scene_fetch', 'run') then 'select, insert, update'
      else 'select, insert, update, delete'
    end, one.quoted);
    if one.name = any (ledger) then
      execute format('grant select on %s to review_analyst, review_reader', one.quoted);
    end if;
  end loop;

  grant update (active, deactivated_by) on slick to review_application, review_analyst;
  grant insert (slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class,
    machine_class, scene, decision) on slick to review_analyst;
  grant insert (kind, reviewer, reason, comment, inputs, outputs, undoes, seconds_spent, context) on decision to review_analyst;
  grant select on sequence slick_id_seq, decision_id_seq to review_analyst;
  grant execute on function decides_for_others(), lock_decision(bigint), seal_decisions(int, bigint, interval) to review_application;

  -- What keeps the ledger true is done by the owner, whoever writes, and sees the ledger's own tables: a temporary one of the same name
  -- does not stand in their place.
  for one in
    select p.oid::regprocedure as name
    from pg_proc p
    where p.pronamespace = home::regnamespace and (p.prorettype = 'trigger'::regtype or p.proname in ('lock_decision', 'seal_decisions'))
      and pg_has_role(p.proowner, 'usage')
      and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    execute format('alter function %s security definer', one.name);
    execute format('alter function %s set search_path = %I, %I, pg_temp', one.name, home, postgis);
  end loop;
end
$$;
