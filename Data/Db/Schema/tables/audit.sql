CREATE TABLE audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    event text NOT NULL,
    name text NOT NULL,
    by_whom text NOT NULL,
    address text,
    detail text,
    CONSTRAINT audit_by_whom_check CHECK ((length(by_whom) <= 200)),
    CONSTRAINT audit_event_check CHECK ((event = ANY (ARRAY['signed-in'::text, 'sign-in-failed'::text, 'sign-in-refused'::text, 'signed-out'::text, 'person-added'::text, 'role-changed'::text, 'password-changed'::text, 'key-created'::text, 'key-revoked'::text, 'password-confirmed'::text, 'person-locked'::text, 'person-unlocked'::text, 'sessions-ended'::text]))),
    CONSTRAINT audit_name_check CHECK ((length(name) <= 200))
);

ALTER TABLE ONLY audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);

CREATE INDEX audit_by_address ON audit USING btree (event, address, at);

CREATE INDEX audit_by_name ON audit USING btree (event, lower(name), at);

CREATE TRIGGER refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
