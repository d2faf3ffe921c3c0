-- Whether an image's unit was guessed when it was registered. Of earlier images nobody knows; they stay as they were shown.
alter table scene_image add column unit_is_guess boolean not null default false;
