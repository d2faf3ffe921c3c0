CREATE FUNCTION decides_for_others() RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select true $$;
