CREATE FUNCTION slick_state(given slick, parent slick, kind text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
declare
  path int[] := (select c.path from slick_class c where c.id = given.slick_class);
  said text := case when 1 = any (path) then 'rejected' when 9 = any (path) then 'ambiguous' end;  -- by a person who puts it into such a class
begin
  return case
    when given.validated then coalesce(said, 'validated')
    when said is null or kind is null or kind = 'reprocess' then 'pending'
    when kind = 'restore' and given.state in ('pending', said) then given.state  -- that of the version that comes back
    when kind not in ('validate', 'reclassify', 'reject', 'add') and parent.slick_class = given.slick_class and parent.state = 'pending' then 'pending'
    else said
  end;
end
$$;
