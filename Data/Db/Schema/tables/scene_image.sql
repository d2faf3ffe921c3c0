CREATE TABLE scene_image (
    scene bigint NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    state text NOT NULL,
    message text,
    source text NOT NULL,
    given_bounds double precision[],
    given_unit text,
    file text,
    crs text NOT NULL,
    bounds double precision[] NOT NULL,
    footprint geometry(Geometry,4326) NOT NULL,
    bands text[] NOT NULL,
    missing text[] DEFAULT '{}'::text[] NOT NULL,
    unit text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    pixel_size_m double precision NOT NULL,
    statistics jsonb,
    registered_by text NOT NULL,
    registered_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    prepared_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    unit_is_guess boolean DEFAULT false NOT NULL,
    CONSTRAINT scene_image_bands_check CHECK (((cardinality(bands) >= 1) AND (cardinality(bands) <= 16))),
    CONSTRAINT scene_image_bounds_check CHECK ((cardinality(bounds) = 4)),
    CONSTRAINT scene_image_check CHECK (((state <> 'ready'::text) OR ((file IS NOT NULL) AND (statistics IS NOT NULL)))),
    CONSTRAINT scene_image_given_bounds_check CHECK ((cardinality(given_bounds) = 4)),
    CONSTRAINT scene_image_given_unit_check CHECK ((given_unit = ANY (ARRAY['sigma0'::text, 'decibel'::text, 'amplitude'::text]))),
    CONSTRAINT scene_image_height_check CHECK ((height > 0)),
    CONSTRAINT scene_image_pixel_size_m_check CHECK ((pixel_size_m > (0)::double precision)),
    CONSTRAINT scene_image_state_check CHECK ((state = ANY (ARRAY['preparing'::text, 'ready'::text, 'failed'::text]))),
    CONSTRAINT scene_image_unit_check CHECK ((unit = ANY (ARRAY['sigma0'::text, 'decibel'::text, 'amplitude'::text]))),
    CONSTRAINT scene_image_width_check CHECK ((width > 0))
);

ALTER TABLE ONLY scene_image
    ADD CONSTRAINT scene_image_pkey PRIMARY KEY (scene);

CREATE INDEX scene_image_footprint ON scene_image USING gist (footprint);

CREATE TRIGGER after_write AFTER INSERT OR UPDATE ON scene_image FOR EACH ROW EXECUTE FUNCTION scene_image_after_write();

ALTER TABLE ONLY scene_image
    ADD CONSTRAINT scene_image_scene_fkey FOREIGN KEY (scene) REFERENCES scene(id);
