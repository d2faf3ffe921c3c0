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
    locked_at timestamp with time zone,
    CONSTRAINT person_role_check CHECK ((role = ANY (ARRAY['viewer'::text, 'analyst'::text, 'lead'::text, 'admin'::text]))),
    CONSTRAINT person_user_name_check CHECK (((length(user_name) >= 1) AND (length(user_name) <= 100)))
);

ALTER TABLE ONLY person
    ADD CONSTRAINT person_normalized_user_name_key UNIQUE (normalized_user_name);

ALTER TABLE ONLY person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);

CREATE TRIGGER leaves_an_admin BEFORE UPDATE ON person FOR EACH ROW WHEN (((old.role = 'admin'::text) AND (old.locked_at IS NULL) AND ((new.role <> 'admin'::text) OR (new.locked_at IS NOT NULL)))) EXECUTE FUNCTION person_leaves_an_admin();

CREATE TRIGGER leaves_an_admin_behind BEFORE DELETE ON person FOR EACH ROW WHEN (((old.role = 'admin'::text) AND (old.locked_at IS NULL))) EXECUTE FUNCTION person_leaves_an_admin();
