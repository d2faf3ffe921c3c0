-- Which server and spatial extension this is, and the newest migration that it has.
select current_setting('server_version') as server,
       (select extversion from pg_extension where extname = 'postgis') as postgis,
       (select max(name) from migration) as migration
