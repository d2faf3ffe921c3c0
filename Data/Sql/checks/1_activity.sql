-- A version is active until exactly one decision takes it, and not before it was made.
select (select count(*) from slick), coalesce((select array_agg(s.id) from slick s left join decision d on d.id = s.deactivated_by
  where s.active <> (s.deactivated_at is null) or s.active <> (s.deactivated_by is null) or s.deactivated_at < s.created_at or (not s.active and d.id is null)), '{}')
