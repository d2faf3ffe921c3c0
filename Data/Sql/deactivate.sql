-- Takes versions out for the decision that this transaction has just written.
update slick s
set active = false, deactivated_by = d.id
from decision d
where d.id = (select currval('decision_id_seq')) and s.id = any ($1) and s.active
