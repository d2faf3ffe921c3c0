CREATE FUNCTION standing_undos(of_decision bigint) RETURNS SETOF decision
    LANGUAGE sql STABLE ROWS 1 PARALLEL SAFE
    AS $$
  select undo.* from decision undo where undo.undoes = of_decision and decision_stands(undo.id)
$$;
