CREATE FUNCTION scene_fetch_after_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  if new.state <> 'ended' and (tg_op = 'INSERT' or new.state <> old.state or new.revision <> old.revision) then
    perform pg_notify('scenes', json_build_object('scene', new.scene, 'state', case new.state when 'failed' then 'failed' else 'preparing' end)::text);
  end if;
  return null;
end
$$;
