CREATE FUNCTION slick_case_brought_back(parents bigint[], outline geometry, said bigint, otherwise bigint) RETURNS bigint
    LANGUAGE sql STABLE
    AS $$
  select coalesce((
    select h.case_number
    from unnest(parents) parent (id) cross join lateral slick_history(parent.id) h
    where h.geometry = outline and not exists (select from slick s where s.case_number = h.case_number and s.active)
    order by h.case_number = said desc nulls last, h.id desc
    limit 1
  ), otherwise)
$$;
