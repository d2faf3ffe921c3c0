CREATE TABLE run (
    id bigint NOT NULL,
    scene bigint NOT NULL,
    model text NOT NULL,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    started_by text NOT NULL,
    idempotency_key text,
    request_hash bytea,
    meta jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind text DEFAULT 'import'::text NOT NULL,
    status text DEFAULT 'succeeded'::text NOT NULL,
    message text,
    version text,
    parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
    forced boolean DEFAULT false NOT NULL,
    repeats bigint,
    queued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    cancel_asked_by text,
    worker text,
    claim uuid,
    attempts integer DEFAULT 0 NOT NULL,
    seen_at timestamp with time zone,
    stage text,
    share double precision,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    timings jsonb DEFAULT '{}'::jsonb NOT NULL,
    peak_memory_bytes bigint,
    revision text,
    content_hash bytea,
    CONSTRAINT failed_says_why CHECK (((status <> 'failed'::text) OR (message IS NOT NULL))),
    CONSTRAINT run_content_hash_check CHECK ((octet_length(content_hash) = 32)),
    CONSTRAINT run_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200))),
    CONSTRAINT run_kind_check CHECK ((kind = ANY (ARRAY['import'::text, 'detection'::text]))),
    CONSTRAINT run_share_check CHECK (((share >= (0)::double precision) AND (share <= (1)::double precision))),
    CONSTRAINT run_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY run
    ADD CONSTRAINT run_idempotency_key_key UNIQUE (idempotency_key);

ALTER TABLE ONLY run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);

CREATE INDEX run_by_content ON run USING btree (scene, content_hash) WHERE (content_hash IS NOT NULL);

CREATE INDEX run_by_scene ON run USING btree (scene, id DESC);

CREATE INDEX run_unfinished ON run USING btree (id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE TRIGGER tell_of_change AFTER UPDATE ON run FOR EACH ROW WHEN (((new.kind = 'detection'::text) AND ((((old.status IS DISTINCT FROM new.status) OR (old.stage IS DISTINCT FROM new.stage)) OR (old.share IS DISTINCT FROM new.share)) OR (old.cancel_asked_by IS DISTINCT FROM new.cancel_asked_by)))) EXECUTE FUNCTION run_after_write();

CREATE TRIGGER tell_of_new AFTER INSERT ON run FOR EACH ROW WHEN ((new.kind = 'detection'::text)) EXECUTE FUNCTION run_after_write();

ALTER TABLE ONLY run
    ADD CONSTRAINT run_repeats_fkey FOREIGN KEY (repeats) REFERENCES run(id);

ALTER TABLE ONLY run
    ADD CONSTRAINT run_scene_fkey FOREIGN KEY (scene) REFERENCES scene(id);
