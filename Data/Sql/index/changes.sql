-- What changed since snapshot $1: the versions that decisions took and put in, and those that arrived without one. A transaction of then is one that
-- snapshot $1 did not see and this statement's does. Numbers of transactions from another server (a restored dump) lie beyond the newest of this one.
with now as materialized (
  select pg_current_snapshot() as snapshot, $1::text::pg_snapshot as before, (select coalesce(max(d.id), 0) from decision d) as newest
),
changed as (
  select unnest(d.inputs || d.outputs) as id
  from decision d, now
  where d.transaction >= pg_snapshot_xmin(now.before) and d.transaction < pg_snapshot_xmax(now.snapshot)
    and not pg_visible_in_snapshot(d.transaction, now.before)
  union
  select generate_series(a.first, a.last)
  from slick_arrival a, now
  where a.transaction >= pg_snapshot_xmin(now.before) and a.transaction < pg_snapshot_xmax(now.snapshot)
    and not pg_visible_in_snapshot(a.transaction, now.before)
)
select s.id, s.active, s.slick_class, s.state, s.machine_confidence, s.slick_timestamp, coalesce(s.scene, 0), s.area, s.length, st_npoints(s.geometry),
       st_xmin(s.geometry), st_ymin(s.geometry), st_xmax(s.geometry), st_ymax(s.geometry), st_x(s.centroid), st_y(s.centroid),
       case when st_xmax(s.geometry) - st_xmin(s.geometry) > 180 then extent_of(s.geometry) end, coalesce(s.machine_class, 0),
       now.snapshot::text, now.newest
from now left join (changed join slick s on s.id = changed.id) on true
