-- Who left keeps their name in the ledger and may not sign in; and somebody who may sign in is always an admin.
alter table person add column locked_at timestamptz;  -- null: may sign in

alter table audit drop constraint audit_event_check;
alter table audit add constraint audit_event_check check (event in (
  'signed-in', 'sign-in-failed', 'sign-in-refused', 'signed-out', 'person-added', 'role-changed', 'password-changed', 'key-created', 'key-revoked',
  'password-confirmed', 'person-locked', 'person-unlocked', 'sessions-ended'));

create function person_leaves_an_admin() returns trigger language plpgsql as $$
begin
  -- One after the other: of two admins who take each other's role away in the same instant, the second is refused.
  perform pg_advisory_xact_lock(hashtext('person_leaves_an_admin'));
  if not exists (select from person where role = 'admin' and locked_at is null and id <> old.id) then
    raise exception '% is the last admin who may sign in.', old.user_name using errcode = 'SR422', hint = 'Make somebody else an admin first.';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;

create trigger leaves_an_admin before update on person for each row
  when (old.role = 'admin' and old.locked_at is null and (new.role <> 'admin' or new.locked_at is not null))
  execute function person_leaves_an_admin();
create trigger leaves_an_admin_behind before delete on person for each row
  when (old.role = 'admin' and old.locked_at is null)
  execute function person_leaves_an_admin();
