CREATE FUNCTION external_decision_of(parents bigint[]) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  current_one bigint := nullif(current_setting('review.external_decision', true), '')::bigint;
  taking bigint;
begin
  select case when count(distinct deactivated_by) = 1 then min(deactivated_by) end into taking from slick where id = any (parents);
  if taking = current_one then
    return taking;
  end if;
  perform from decision where id = taking for no key update;
  if exists (select from decision where id = taking and kind = 'external' and reviewer = session_user and outputs = '{}')
     and not exists (select from decision_seal where decision = taking) then
    perform set_config('review.external_decision', taking::text, true);
    return taking;
  end if;
  return external_decision();
end
$$;
