CREATE FUNCTION decision_is_taken_back(of_decision bigint) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select exists (select from standing_undos(of_decision))
    and not exists (
      select from decision d cross join unnest(d.outputs) output (id)
      where d.id = of_decision
        and not exists (
          select from standing_undos(of_decision) undo
          where output.id = any (undo.inputs) or undo.inputs && array(select v.id from slick_descendants(output.id) v)
        )
    )
$$;
