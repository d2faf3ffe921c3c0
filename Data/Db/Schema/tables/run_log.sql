CREATE TABLE run_log (
    id bigint NOT NULL,
    run bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    line text NOT NULL
);

ALTER TABLE ONLY run_log
    ADD CONSTRAINT run_log_pkey PRIMARY KEY (id);

CREATE INDEX run_log_by_run ON run_log USING btree (run, id);

ALTER TABLE ONLY run_log
    ADD CONSTRAINT run_log_run_fkey FOREIGN KEY (run) REFERENCES run(id);
