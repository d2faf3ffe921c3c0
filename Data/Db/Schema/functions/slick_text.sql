CREATE FUNCTION slick_text(s slick) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select json_build_array('slick', 1, s.id, s.slick_timestamp, s.machine_confidence, s.human_confidence, s.validated, s.slick, s.notes, s.meta,
    s.orchestrator_run, s.slick_class, s.machine_class, s.scene, s.state, s.decision, s.created_at)::text
$$;
