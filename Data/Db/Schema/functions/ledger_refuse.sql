CREATE FUNCTION ledger_refuse() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'public', 'public', 'pg_temp'
    AS $$
begin
  raise exception '% on % is refused: the ledger only grows (docs/ledger.md).', tg_op, tg_table_name using errcode = 'SR409';
end
$$;
