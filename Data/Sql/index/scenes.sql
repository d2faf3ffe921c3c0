-- The scenes that a name means: the one that is called so, or else all with it in their name.
select id from scene where name = $1 or (strpos(lower(name), lower($1)) > 0 and not exists (select from scene where name = $1))
