CREATE FUNCTION slick_replacement_before_write() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  if pg_trigger_depth() < 2 then
    raise exception '% on slick_replacement is refused: the ledger keeps it by itself.', tg_op using errcode = 'SR409';
  end if;
  return new;
end
$$;
