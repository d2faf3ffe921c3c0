CREATE TABLE person_login (
    login_provider text NOT NULL,
    provider_key text NOT NULL,
    provider_display_name text,
    person bigint NOT NULL
);

ALTER TABLE ONLY person_login
    ADD CONSTRAINT person_login_pkey PRIMARY KEY (login_provider, provider_key);

ALTER TABLE ONLY person_login
    ADD CONSTRAINT person_login_person_fkey FOREIGN KEY (person) REFERENCES person(id) ON DELETE CASCADE;
