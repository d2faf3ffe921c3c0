CREATE TABLE api_key (
    id bigint NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT api_key_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'analyst'::text, 'lead'::text, 'admin'::text])))
);

ALTER TABLE ONLY api_key
    ADD CONSTRAINT api_key_hash_key UNIQUE (hash);

ALTER TABLE ONLY api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX api_key_name ON api_key USING btree (name) WHERE (revoked_at IS NULL);
