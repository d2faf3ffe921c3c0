-- Takes versions out for a decision of this transaction.
update slick
set active = false, deactivated_by = $1
where id = any ($2) and active
