-- Slicks that nobody has decided on, in the order of a list: those behind the place of a version first, then those from the top; each with its box, and
-- how many rows of the list stand before the first of them.
-- {where} is the filter's condition, {column} and {direction} are the list's order, {behind:x} says that slick s stands behind x in it.
with here as (
  select s.id, {column} as value
  from slick s
  where s.id = {after}
),
found as (
  select s.id, {column} as value, row_number() over (order by (here.id is null or {behind:here}) desc, {column} {direction}, s.id desc) as place
  from slick s left join here on true
  where {where} and s.state = 'pending' and s.id is distinct from here.id
  order by place
  limit {limit}
),
first as (select * from found where place = 1)
select f.id, extent_of(one.geometry), (select count(*)::int from slick s, first where {where} and s.id <> first.id and not {behind:first})
from found f join slick one on one.id = f.id
order by f.place
