CREATE TABLE person_token (
    person bigint NOT NULL,
    login_provider text NOT NULL,
    name text NOT NULL,
    value text
);

ALTER TABLE ONLY person_token
    ADD CONSTRAINT person_token_pkey PRIMARY KEY (person, login_provider, name);

ALTER TABLE ONLY person_token
    ADD CONSTRAINT person_token_person_fkey FOREIGN KEY (person) REFERENCES person(id) ON DELETE CASCADE;
