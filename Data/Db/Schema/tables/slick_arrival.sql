CREATE TABLE slick_arrival (
    transaction xid8 DEFAULT pg_current_xact_id() NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT slick_arrival_check CHECK ((last >= first))
);

CREATE INDEX slick_arrival_by_transaction ON slick_arrival USING btree (transaction);

CREATE TRIGGER refuse BEFORE DELETE OR UPDATE OR TRUNCATE ON slick_arrival FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
