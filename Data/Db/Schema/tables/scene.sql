CREATE TABLE scene (
    id bigint NOT NULL,
    name text NOT NULL,
    acquired timestamp with time zone NOT NULL,
    simulated boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT scene_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY scene
    ADD CONSTRAINT scene_name_key UNIQUE (name);

ALTER TABLE ONLY scene
    ADD CONSTRAINT scene_pkey PRIMARY KEY (id);

CREATE INDEX scene_acquired ON scene USING btree (acquired DESC, id DESC);
