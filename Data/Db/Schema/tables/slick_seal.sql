CREATE TABLE slick_seal (
    slick bigint NOT NULL,
    facts bytea NOT NULL,
    outline bytea NOT NULL,
    CONSTRAINT slick_seal_facts_check CHECK ((octet_length(facts) = 32)),
    CONSTRAINT slick_seal_outline_check CHECK ((octet_length(outline) = 32))
);

ALTER TABLE ONLY slick_seal
    ADD CONSTRAINT slick_seal_pkey PRIMARY KEY (slick);

CREATE TRIGGER refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON slick_seal FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
