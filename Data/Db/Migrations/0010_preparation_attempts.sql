-- How often a process began to prepare an image: one that ends every process is not begun for ever.
alter table scene_image add column attempts int not null default 0;

alter trigger tell on scene_image rename to after_write;
