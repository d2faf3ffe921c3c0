-- Locks a run for its last step, if the claim still holds and nobody asked to cancel, and its scene, so that its runs end one after the other.
select scene.id, scene.acquired, run.model, run.version
from run join scene on scene.id = run.scene
where run.id = $1 and run.claim = $2 and run.status = 'running' and run.cancel_asked_by is null
for no key update
