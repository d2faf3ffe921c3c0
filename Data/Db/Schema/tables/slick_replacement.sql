CREATE TABLE slick_replacement (
    slick bigint NOT NULL,
    decision bigint NOT NULL,
    successors bigint[] NOT NULL
);

ALTER TABLE ONLY slick_replacement
    ADD CONSTRAINT slick_replacement_pkey PRIMARY KEY (slick);

CREATE TRIGGER before_write BEFORE INSERT OR UPDATE ON slick_replacement FOR EACH ROW EXECUTE FUNCTION slick_replacement_before_write();

CREATE TRIGGER refuse BEFORE DELETE OR TRUNCATE ON slick_replacement FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

ALTER TABLE ONLY slick_replacement
    ADD CONSTRAINT slick_replacement_decision_fkey FOREIGN KEY (decision) REFERENCES decision(id);
