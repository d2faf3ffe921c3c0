CREATE TABLE decision (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    reviewer text NOT NULL,
    reason text,
    comment text,
    inputs bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    outputs bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    undoes bigint,
    idempotency_key text,
    request_hash bytea,
    seconds_spent double precision,
    context jsonb DEFAULT '{}'::jsonb NOT NULL,
    transaction xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT decision_check CHECK (((kind = 'restore'::text) = (undoes IS NOT NULL))),
    CONSTRAINT decision_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
    CONSTRAINT decision_kind_check CHECK ((kind = ANY (ARRAY['validate'::text, 'reclassify'::text, 'reject'::text, 'merge'::text, 'split'::text, 'reshape'::text, 'cut'::text, 'annotate'::text, 'add'::text, 'restore'::text, 'external'::text, 'reprocess'::text]))),
    CONSTRAINT decision_seconds_spent_check CHECK ((seconds_spent >= (0)::double precision))
);

ALTER TABLE ONLY decision
    ADD CONSTRAINT decision_idempotency_key_key UNIQUE (idempotency_key);

ALTER TABLE ONLY decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

CREATE INDEX decision_by_reviewer ON decision USING btree (reviewer, id DESC);

CREATE INDEX decision_by_transaction ON decision USING btree (transaction);

CREATE INDEX decision_undoing ON decision USING btree (undoes) WHERE (undoes IS NOT NULL);

CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION decision_at_commit();

CREATE TRIGGER before_insert BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_before_insert();

CREATE TRIGGER before_update BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_before_update();

CREATE TRIGGER refuse BEFORE DELETE OR TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

ALTER TABLE ONLY decision
    ADD CONSTRAINT decision_undoes_fkey FOREIGN KEY (undoes) REFERENCES decision(id);
