CREATE TABLE person (
    id bigint NOT NULL,
    user_name text NOT NULL,
    normalized_user_name text NOT NULL,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    lockout_end timestamp with time zone,
    lockout_enabled boolean DEFAULT true NOT NULL,
    access_failed_count integer DEFAULT 0 NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT person_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'analyst'::text, 'lead'::text, 'admin'::text]))),
    CONSTRAINT person_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 100)))
);

ALTER TABLE ONLY person
    ADD CONSTRAINT person_normalized_user_name_key UNIQUE (normalized_user_name);

ALTER TABLE ONLY person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
