-- Scenes with their images, what is fetched for them, the numbers of their active slicks and of those that were decided on, newest
-- first. {where} is the filter's condition.
select scene.id, scene.name, scene.acquired, scene.simulated, slicks.total, slicks.decided,
       {image},
       {fetch}
from scene left join scene_image i on i.scene = scene.id left join scene_fetch f on f.scene = scene.id and f.state <> 'ended',
     lateral (
       select count(*) as total, count(*) filter (where s.state <> 'pending') as decided from slick s where s.scene = scene.id and s.active
     ) slicks
where {where}
order by scene.acquired desc, scene.id desc
limit {limit}
