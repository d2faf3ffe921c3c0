CREATE FUNCTION slick_is_unreviewed(of_run bigint, of_decision bigint) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select of_run is not null and (of_decision is null or exists (select from decision d where d.id = of_decision and d.kind = 'reprocess'))
$$;
