CREATE TABLE slick_class (
    id integer NOT NULL,
    parent integer,
    code text NOT NULL,
    title text NOT NULL,
    path integer[] NOT NULL,
    CONSTRAINT slick_class_check CHECK ((path[cardinality(path)] = id))
);

ALTER TABLE ONLY slick_class
    ADD CONSTRAINT slick_class_code_key UNIQUE (code);

ALTER TABLE ONLY slick_class
    ADD CONSTRAINT slick_class_pkey PRIMARY KEY (id);

ALTER TABLE ONLY slick_class
    ADD CONSTRAINT slick_class_parent_fkey FOREIGN KEY (parent) REFERENCES slick_class(id);
