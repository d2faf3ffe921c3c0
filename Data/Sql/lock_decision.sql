-- Locks a decision, so that of two undos of it one sees the other. By a function, because the application may not update a decision, not even for a lock.
select lock_decision($1)
