CREATE TABLE person_session (
    id bigint NOT NULL,
    key_hash bytea NOT NULL,
    person bigint NOT NULL,
    security_stamp text NOT NULL,
    ticket bytea NOT NULL,
    signed_in_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY person_session
    ADD CONSTRAINT person_session_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY person_session
    ADD CONSTRAINT person_session_pkey PRIMARY KEY (id);

CREATE INDEX person_session_of ON person_session USING btree (person);

ALTER TABLE ONLY person_session
    ADD CONSTRAINT person_session_person_fkey FOREIGN KEY (person) REFERENCES person(id) ON DELETE CASCADE;
