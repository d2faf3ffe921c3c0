CREATE TABLE data_protection_key (
    name text NOT NULL,
    xml text NOT NULL
);

ALTER TABLE ONLY data_protection_key
    ADD CONSTRAINT data_protection_key_pkey PRIMARY KEY (name);
