CREATE FUNCTION scene_image_after_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  perform pg_notify('scenes', json_build_object('scene', new.scene, 'state', new.state)::text);
  return null;
end
$$;
