CREATE FUNCTION run_after_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  perform pg_notify('runs', json_build_object('run', new.id, 'scene', new.scene, 'status', new.status, 'stage', new.stage, 'share', new.share)::text);
  return null;
end
$$;
