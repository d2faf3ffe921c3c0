-- Runs as rows for every outcome, what they found beside reviewed slicks, and the tables of the job scheduler.

-- What is there came from imports and simulations: they succeeded, or they would not be there.
alter table run
  add column kind text not null default 'import' check (kind in ('import', 'detection')),
  add column status text not null default 'succeeded' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  add column message text,  -- why not, as a sentence
  add column version text,  -- of the model
  add column parameters jsonb not null default '{}',
  add column forced bool not null default false,
  add column repeats bigint references run,
  add column queued_at timestamptz,
  add column cancel_asked_by text,
  add column worker text,  -- the process that does it: machine:pid
  add column claim uuid,  -- of this attempt; who does not hold it any more writes nothing
  add column attempts int not null default 0,
  add column seen_at timestamptz,  -- when the process that does it was last heard of
  add column stage text,
  add column share float8 check (share between 0 and 1),
  add column counts jsonb not null default '{}',  -- windows and detections, by name
  add column timings jsonb not null default '{}',  -- seconds, by stage
  add column peak_memory_bytes bigint,
  add column revision text,  -- of the source that the program was built from
  add constraint failed_says_why check (status <> 'failed' or message is not null);

update run set queued_at = started_at;
alter table run
  alter column queued_at set not null,
  alter column queued_at set default clock_timestamp();

create index run_by_scene on run (scene, id desc);
create index run_unfinished on run (id) where status in ('queued', 'running');

create table run_log (
  id bigint generated always as identity primary key,
  run bigint not null references run,
  at timestamptz not null default clock_timestamp(),
  line text not null
);

create index run_log_by_run on run_log (run, id);

-- Every process hears how runs go on: the pages show it. Imports are told of by the application, as slicks.
create function run_after_write() returns trigger
language plpgsql as $$
begin
  perform pg_notify('runs', json_build_object('run', new.id, 'scene', new.scene, 'status', new.status, 'stage', new.stage, 'share', new.share)::text);
  return null;
end
$$;

create trigger tell_of_new after insert on run for each row when (new.kind = 'detection') execute function run_after_write();
create trigger tell_of_change after update on run for each row
  when (new.kind = 'detection'
    and (old.status, old.stage, old.share, old.cancel_asked_by) is distinct from (new.status, new.stage, new.share, new.cancel_asked_by))
  execute function run_after_write();

-- A detection that a reviewed slick covers already: no slick of its own, but kept for the analyst to compare.
create table detection_overlap (
  id bigint generated always as identity primary key,
  run bigint not null references run,
  slick bigint not null,  -- no foreign key: its lock on a slick that somebody is deciding on would make a deadlock, and versions are never deleted
  iou float8 not null check (iou between 0 and 1),
  outline geometry not null check (geometrytype(outline) = 'MULTIPOLYGON' and st_srid(outline) = 4326),
  slick_class int not null references slick_class,
  machine_confidence float8 check (machine_confidence between 0 and 1),
  meta jsonb,
  created_at timestamptz not null default clock_timestamp()
);

create index detection_overlap_by_slick on detection_overlap (slick);
create index detection_overlap_by_run on detection_overlap (run);

-- The ledger learns that a new run may replace what nobody reviewed ------------------------------------------------------------------

alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check
  check (kind in ('validate', 'reclassify', 'reject', 'merge', 'split', 'reshape', 'cut', 'annotate', 'add', 'restore', 'external', 'reprocess'));

-- A version that came from a run, and that nobody has decided on yet.
create function slick_is_unreviewed(of_run bigint, of_decision bigint) returns bool
language sql stable parallel safe as $$
  select of_run is not null and (of_decision is null or exists (select from decision d where d.id = of_decision and d.kind = 'reprocess'))
$$;

-- A model's own NOT_OIL is no rejection, also when its run replaced an earlier one.
create function slick_of_reprocess_before_insert() returns trigger
language plpgsql as $$
begin
  if exists (select from decision d where d.id = new.decision and d.kind = 'reprocess') then
    new.state := 'pending';
  end if;
  return new;
end
$$;

-- By name after before_insert, which derives the state.
create trigger before_insert_of_reprocess before insert on slick for each row
  when (new.state = 'rejected' and not new.validated and new.decision is not null)
  execute function slick_of_reprocess_before_insert();

-- The tables of Quartz 4.7 (Apache-2.0), which keeps the background work; its own names, so that its later changes fit. Those of its
-- execution history are left out: table run is ours.

create table qrtz_job_details (
  sched_name text not null,
  job_name text not null,
  job_group text not null,
  description text null,
  job_class_name text not null,
  is_durable bool not null,
  is_nonconcurrent bool not null,
  is_update_data bool not null,
  requests_recovery bool not null,
  job_data bytea null,
  primary key (sched_name, job_name, job_group)
);

create table qrtz_triggers (
  sched_name text not null,
  trigger_name text not null,
  trigger_group text not null,
  job_name text not null,
  job_group text not null,
  description text null,
  next_fire_time bigint null,
  prev_fire_time bigint null,
  priority integer null,
  trigger_state text not null,
  trigger_type text not null,
  start_time bigint not null,
  end_time bigint null,
  calendar_name text null,
  misfire_instr smallint null,
  misfire_orig_fire_time bigint null,
  execution_group varchar(200) null,
  preferred_node varchar(200) null,
  preferred_node_auto bool not null default false,
  retry_policy varchar(250) null,
  retry_attempt integer null,
  continues_trigger_name text null,
  continues_trigger_group text null,
  continuation_condition integer null,
  overlap_policy integer null,
  pause_reason varchar(250) null,
  paused_by varchar(200) null,
  paused_at bigint null,
  misfire_threshold bigint null,
  fixed_delay bool null,
  job_data bytea null,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, job_name, job_group) references qrtz_job_details (sched_name, job_name, job_group)
);

create table qrtz_simple_triggers (
  sched_name text not null,
  trigger_name text not null,
  trigger_group text not null,
  repeat_count bigint not null,
  repeat_interval bigint not null,
  times_triggered bigint not null,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references qrtz_triggers (sched_name, trigger_name, trigger_group) on delete cascade
);

create table qrtz_cron_triggers (
  sched_name text not null,
  trigger_name text not null,
  trigger_group text not null,
  cron_expression text not null,
  time_zone_id text,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references qrtz_triggers (sched_name, trigger_name, trigger_group) on delete cascade
);

create table qrtz_simprop_triggers (
  sched_name text not null,
  trigger_name text not null,
  trigger_group text not null,
  str_prop_1 text null,
  str_prop_2 text null,
  str_prop_3 text null,
  int_prop_1 integer null,
  int_prop_2 integer null,
  long_prop_1 bigint null,
  long_prop_2 bigint null,
  dec_prop_1 numeric null,
  dec_prop_2 numeric null,
  bool_prop_1 bool null,
  bool_prop_2 bool null,
  time_zone_id text null,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references qrtz_triggers (sched_name, trigger_name, trigger_group) on delete cascade
);

create table qrtz_blob_triggers (
  sched_name text not null,
  trigger_name text not null,
  trigger_group text not null,
  blob_data bytea null,
  primary key (sched_name, trigger_name, trigger_group),
  foreign key (sched_name, trigger_name, trigger_group) references qrtz_triggers (sched_name, trigger_name, trigger_group) on delete cascade
);

create table qrtz_calendars (
  sched_name text not null,
  calendar_name text not null,
  calendar bytea not null,
  primary key (sched_name, calendar_name)
);

create table qrtz_paused_trigger_grps (
  sched_name text not null,
  trigger_group text not null,
  pause_reason varchar(250) null,
  paused_by varchar(200) null,
  paused_at bigint null,
  primary key (sched_name, trigger_group)
);

create table qrtz_paused_job_grps (
  sched_name text not null,
  job_group text not null,
  pause_reason varchar(250) null,
  paused_by varchar(200) null,
  paused_at bigint null,
  primary key (sched_name, job_group)
);

create table qrtz_fired_triggers (
  sched_name text not null,
  entry_id text not null,
  trigger_name text not null,
  trigger_group text not null,
  instance_name text not null,
  fired_time bigint not null,
  sched_time bigint not null,
  priority integer not null,
  state text not null,
  job_name text null,
  job_group text null,
  is_nonconcurrent bool not null,
  requests_recovery bool null,
  execution_group varchar(200) null,
  progress integer null,
  progress_message varchar(250) null,
  interrupt_requested_time bigint null,
  primary key (sched_name, entry_id)
);

create table qrtz_scheduler_state (
  sched_name text not null,
  instance_name text not null,
  last_checkin_time bigint not null,
  checkin_interval bigint not null,
  quartz_version varchar(20) null,
  primary key (sched_name, instance_name)
);

create table qrtz_locks (
  sched_name text not null,
  lock_name text not null,
  primary key (sched_name, lock_name)
);

create index idx_qrtz_j_g_n on qrtz_job_details (sched_name, job_group, job_name);
create index idx_qrtz_t_j on qrtz_triggers (sched_name, job_name, job_group);
create index idx_qrtz_t_g_n on qrtz_triggers (sched_name, trigger_group, trigger_name);
create index idx_qrtz_t_c on qrtz_triggers (sched_name, calendar_name);
create index idx_qrtz_t_nft_st on qrtz_triggers (sched_name, trigger_state, next_fire_time, priority desc, misfire_instr);
create index idx_qrtz_ft_inst_job_req_rcvry on qrtz_fired_triggers (sched_name, instance_name, requests_recovery);
create index idx_qrtz_ft_j_g on qrtz_fired_triggers (sched_name, job_name, job_group);
create index idx_qrtz_ft_t_g on qrtz_fired_triggers (sched_name, trigger_name, trigger_group);
