-- A slick keeps the case number of its first version: pieces and unions have their own, a restore brings back that of its copy, and one version of a case is active.
with versions as (
  select s.id, s.case_number, s.slick, s.geometry, s.active, d.kind, p.case_number as of_parent, p.geometry as outline_of_parent,
         cardinality(s.slick) = 1 and d.kind is distinct from 'split' and d.kind is distinct from 'restore' as follows
  from slick s left join decision d on d.id = s.decision left join slick p on cardinality(s.slick) = 1 and p.id = s.slick[1]
),
siblings as (
  select *, count(*) filter (where follows and case_number = of_parent) over (partition by slick) as continuing,
         count(*) filter (where active) over (partition by case_number) as alive
  from versions
)
select (select count(*) from slick), coalesce((select array_agg(v.id) from siblings v where not coalesce(
  (not v.active or v.alive = 1)
  and case
    when v.follows then v.continuing = 1 and v.case_number in (v.of_parent, v.id)
    when v.kind is distinct from 'restore' or v.slick = '{}' then v.case_number = v.id
    when v.case_number = v.of_parent and v.geometry = v.outline_of_parent then true
    else case
      when exists (select from slick_history(v.id) h where h.id <> v.id and h.geometry = v.geometry)
        then exists (select from slick_history(v.id) h where h.id <> v.id and h.geometry = v.geometry and h.case_number = v.case_number)
      else v.case_number = v.id
    end
  end, false)), '{}')
