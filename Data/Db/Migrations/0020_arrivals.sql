-- What came in without a decision of its own transaction: with the decisions, all that the index of active slicks must hear of.
create table slick_arrival (
  transaction xid8 not null default pg_current_xact_id(),
  first bigint not null,
  last bigint not null check (last >= first)
);

create index slick_arrival_by_transaction on slick_arrival (transaction);
create index decision_by_transaction on decision (transaction);

create function slick_arrived() returns trigger
language plpgsql as $$
begin
  -- Decisions name their versions; one of plain SQL may get them in a transaction after its own.
  insert into slick_arrival (first, last)
  select min(i.id), max(i.id)
  from inserted i left join decision d on d.id = i.decision
  where d.id is null or d.transaction <> pg_current_xact_id()
  having count(*) > 0;
  return null;
end
$$;

create trigger arrived after insert on slick referencing new table as inserted for each statement execute function slick_arrived();
create trigger refuse before update or delete or truncate on slick_arrival for each statement execute function ledger_refuse();

-- The outline on the web map (EPSG:3857), which ends at 85.05° of latitude.
create function slick_mercator(outline geometry) returns geometry
language sql immutable parallel safe as $$
  select st_transform(
    case when st_ymax(outline) > 85.06 or st_ymin(outline) < -85.06 then st_intersection(outline, st_makeenvelope(-180, -85.06, 180, 85.06, 4326)) else outline end,
    3857)
$$;
