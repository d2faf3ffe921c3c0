CREATE TABLE decision_seal (
    "position" bigint NOT NULL,
    decision bigint NOT NULL,
    content bytea NOT NULL,
    previous bytea NOT NULL,
    hash bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT decision_seal_content_check CHECK ((octet_length(content) = 32)),
    CONSTRAINT decision_seal_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT decision_seal_position_check CHECK (("position" > 0)),
    CONSTRAINT decision_seal_previous_check CHECK ((octet_length(previous) = 32))
);

ALTER TABLE ONLY decision_seal
    ADD CONSTRAINT decision_seal_decision_key UNIQUE (decision);

ALTER TABLE ONLY decision_seal
    ADD CONSTRAINT decision_seal_hash_key UNIQUE (hash);

ALTER TABLE ONLY decision_seal
    ADD CONSTRAINT decision_seal_pkey PRIMARY KEY ("position");

CREATE TRIGGER refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON decision_seal FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
