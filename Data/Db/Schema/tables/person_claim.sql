CREATE TABLE person_claim (
    id integer NOT NULL,
    person bigint NOT NULL,
    claim_type text,
    claim_value text
);

ALTER TABLE ONLY person_claim
    ADD CONSTRAINT person_claim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY person_claim
    ADD CONSTRAINT person_claim_person_fkey FOREIGN KEY (person) REFERENCES person(id) ON DELETE CASCADE;
