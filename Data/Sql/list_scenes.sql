-- Scenes that have active slicks, newest first.
select scene.id, scene.name, scene.acquired, scene.simulated, count(*)
from slick s join scene on scene.id = s.scene
where s.active
group by scene.id
order by scene.acquired desc, scene.id desc
limit 500
