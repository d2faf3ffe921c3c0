-- What "a standing undo of this decision" is, said once. PostgreSQL puts the text of this function into the statements that use it.
create function standing_undos(of_decision bigint) returns setof decision
language sql stable parallel safe rows 1 as $$
  select undo.* from decision undo where undo.undoes = of_decision and decision_stands(undo.id)
$$;

-- Slick by slick, a decision may be taken back in part: it is taken back when nothing of what it put in is left.
create or replace function decision_is_taken_back(of_decision bigint) returns bool
language sql stable parallel safe as $$
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
