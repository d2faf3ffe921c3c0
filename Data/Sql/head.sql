-- The newest seal.
select position, encode(hash, 'hex'), decision, sealed_at
from decision_seal
order by position desc
limit 1
