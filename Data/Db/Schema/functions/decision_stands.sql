CREATE FUNCTION decision_stands(of_decision bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    AS $$
begin
  return not exists (select from decision undo where undo.undoes = of_decision and decision_stands(undo.id));
end
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;
