-- The scene in which a slick was found.
select scene.id, scene.name, scene.acquired
from slick s join scene on scene.id = s.scene
where s.id = $1
