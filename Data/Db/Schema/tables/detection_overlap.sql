CREATE TABLE detection_overlap (
    id bigint NOT NULL,
    run bigint NOT NULL,
    slick bigint NOT NULL,
    iou double precision NOT NULL,
    outline geometry NOT NULL,
    slick_class integer NOT NULL,
    machine_confidence double precision,
    meta jsonb,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT detection_overlap_iou_check CHECK (((iou >= (0)::double precision) AND (iou <= (1)::double precision))),
    CONSTRAINT detection_overlap_machine_confidence_check CHECK (((machine_confidence >= (0)::double precision) AND (machine_confidence <= (1)::double precision))),
    CONSTRAINT detection_overlap_outline_check CHECK (((geometrytype(outline) = 'MULTIPOLYGON'::text) AND (st_srid(outline) = 4326)))
);

ALTER TABLE ONLY detection_overlap
    ADD CONSTRAINT detection_overlap_pkey PRIMARY KEY (id);

CREATE INDEX detection_overlap_by_run ON detection_overlap USING btree (run);

CREATE INDEX detection_overlap_by_slick ON detection_overlap USING btree (slick);

ALTER TABLE ONLY detection_overlap
    ADD CONSTRAINT detection_overlap_run_fkey FOREIGN KEY (run) REFERENCES run(id);

ALTER TABLE ONLY detection_overlap
    ADD CONSTRAINT detection_overlap_slick_class_fkey FOREIGN KEY (slick_class) REFERENCES slick_class(id);
