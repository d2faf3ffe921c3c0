CREATE FUNCTION sha256_of(said text) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select sha256(convert_to(said, 'UTF8')) $$;
