-- Scenes with their images, what is fetched for them, and the number of their active slicks, newest first. {where} is the filter's condition.
select scene.id, scene.name, scene.acquired, scene.simulated, (select count(*) from slick s where s.scene = scene.id and s.active),
       {image},
       {fetch}
from scene left join scene_image i on i.scene = scene.id left join scene_fetch f on f.scene = scene.id and f.state <> 'ended'
where {where}
order by scene.acquired desc, scene.id desc
limit {limit}
