-- Every process hears when an image is registered, ready or failed: the pages show it.
create function scene_image_after_write() returns trigger
language plpgsql as $$
begin
  perform pg_notify('scenes', json_build_object('scene', new.scene, 'state', new.state)::text);
  return null;
end
$$;

create trigger tell after insert or update on scene_image for each row execute function scene_image_after_write();
