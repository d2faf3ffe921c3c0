CREATE TABLE scene_fetch (
    scene bigint NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    state text NOT NULL,
    message text,
    source text NOT NULL,
    given_bounds double precision[],
    given_unit text,
    given_bands text[],
    requested_by text NOT NULL,
    requested_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    seen_at timestamp with time zone,
    bytes bigint DEFAULT 0 NOT NULL,
    total_bytes bigint,
    attempts integer DEFAULT 0 NOT NULL,
    CONSTRAINT scene_fetch_check CHECK (((state = 'failed'::text) = (message IS NOT NULL))),
    CONSTRAINT scene_fetch_given_bounds_check CHECK ((cardinality(given_bounds) = 4)),
    CONSTRAINT scene_fetch_given_unit_check CHECK ((given_unit = ANY (ARRAY['sigma0'::text, 'decibel'::text, 'amplitude'::text]))),
    CONSTRAINT scene_fetch_state_check CHECK ((state = ANY (ARRAY['fetching'::text, 'failed'::text, 'ended'::text])))
);

ALTER TABLE ONLY scene_fetch
    ADD CONSTRAINT scene_fetch_pkey PRIMARY KEY (scene);

CREATE TRIGGER after_write AFTER INSERT OR UPDATE ON scene_fetch FOR EACH ROW EXECUTE FUNCTION scene_fetch_after_write();

ALTER TABLE ONLY scene_fetch
    ADD CONSTRAINT scene_fetch_scene_fkey FOREIGN KEY (scene) REFERENCES scene(id);
