CREATE TABLE slick (
    id bigint NOT NULL,
    slick_timestamp timestamp with time zone NOT NULL,
    geometry geometry NOT NULL,
    machine_confidence double precision,
    human_confidence double precision,
    active boolean DEFAULT true NOT NULL,
    validated boolean DEFAULT false NOT NULL,
    slick bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    notes text,
    meta jsonb,
    orchestrator_run bigint,
    slick_class integer NOT NULL,
    machine_class integer,
    scene bigint,
    state text NOT NULL,
    decision bigint,
    created_at timestamp with time zone NOT NULL,
    deactivated_at timestamp with time zone,
    deactivated_by bigint,
    area double precision NOT NULL,
    perimeter double precision NOT NULL,
    length double precision NOT NULL,
    polsby_popper double precision NOT NULL,
    fill_factor double precision NOT NULL,
    geometry_count integer NOT NULL,
    largest_area double precision NOT NULL,
    median_area double precision NOT NULL,
    centroid geometry NOT NULL,
    case_number bigint NOT NULL,
    CONSTRAINT geometry_is_a_multipolygon CHECK ((geometrytype(geometry) = 'MULTIPOLYGON'::text)),
    CONSTRAINT geometry_is_flat CHECK ((st_ndims(geometry) = 2)),
    CONSTRAINT geometry_is_in_4326 CHECK ((st_srid(geometry) = 4326)),
    CONSTRAINT human_confidence_is_a_probability CHECK (((human_confidence >= (0)::double precision) AND (human_confidence <= (1)::double precision))),
    CONSTRAINT machine_confidence_is_a_probability CHECK (((machine_confidence >= (0)::double precision) AND (machine_confidence <= (1)::double precision))),
    CONSTRAINT notes_are_short_enough CHECK ((length(notes) <= 100000)),
    CONSTRAINT slick_check CHECK ((active = (deactivated_at IS NULL))),
    CONSTRAINT slick_check1 CHECK ((active = (deactivated_by IS NULL))),
    CONSTRAINT slick_check2 CHECK ((deactivated_at >= created_at)),
    CONSTRAINT slick_check3 CHECK (((decision IS NOT NULL) OR (slick = '{}'::bigint[]))),
    CONSTRAINT slick_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'validated'::text, 'rejected'::text, 'ambiguous'::text])))
);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX slick_active_case ON slick USING btree (case_number) WHERE active;

CREATE INDEX slick_active_outline ON slick USING gist (geometry) WHERE active;

CREATE INDEX slick_active_scene ON slick USING btree (scene) WHERE active;

CREATE INDEX slick_by_case ON slick USING btree (case_number);

CREATE INDEX slick_past_outline ON slick USING gist (geometry) WHERE (NOT active);

CREATE TRIGGER after_insert AFTER INSERT ON slick REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION slick_after_insert();

CREATE TRIGGER after_update AFTER UPDATE ON slick REFERENCING NEW TABLE AS updated FOR EACH STATEMENT EXECUTE FUNCTION slick_after_update();

CREATE TRIGGER arrived AFTER INSERT ON slick REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION slick_arrived();

CREATE TRIGGER before_insert BEFORE INSERT ON slick FOR EACH ROW EXECUTE FUNCTION slick_before_insert();

CREATE TRIGGER before_update BEFORE UPDATE ON slick FOR EACH ROW EXECUTE FUNCTION slick_before_update();

CREATE TRIGGER before_update_statement BEFORE UPDATE ON slick FOR EACH STATEMENT EXECUTE FUNCTION slick_before_update_statement();

CREATE TRIGGER refuse BEFORE DELETE OR TRUNCATE ON slick FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_deactivated_by_fkey FOREIGN KEY (deactivated_by) REFERENCES decision(id);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_decision_fkey FOREIGN KEY (decision) REFERENCES decision(id);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_machine_class_fkey FOREIGN KEY (machine_class) REFERENCES slick_class(id);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_orchestrator_run_fkey FOREIGN KEY (orchestrator_run) REFERENCES run(id);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_scene_fkey FOREIGN KEY (scene) REFERENCES scene(id);

ALTER TABLE ONLY slick
    ADD CONSTRAINT slick_slick_class_fkey FOREIGN KEY (slick_class) REFERENCES slick_class(id);
