-- The ledger: a community's months as they were settled. Versions are only added: whoever wants to
-- know what was paid on finds it as it was then. `hours`: Apache Parquet, an hour and facility a row.
create table settlement (
    id bigint generated always as identity primary key,
    community_id uuid not null,
    basis text not null,
    model text not null,
    month date not null,
    number integer not null,
    computed_at timestamptz not null,
    fingerprint text not null,
    rules_versions text[] not null,
    policy_number integer not null,
    provisional text[] not null,
    excess_ppb bigint not null,
    shared_uj bigint not null,
    year_shared_uj bigint not null,
    year_fed_in_uj bigint not null,
    year_has_grant boolean not null,
    funds_neur bigint not null,
    social_neur bigint not null,
    hours bytea not null,
    unique (community_id, basis, model, month, number),
    check (extract(day from month) = 1),
    check (number > 0)
);

alter table settlement alter column hours set storage external; -- it is compressed already

create table settlement_line (
    settlement_id bigint not null references settlement,
    facility_id uuid not null,
    withdrawn_uj bigint not null,
    fed_in_uj bigint not null,
    shared_as_consumer_uj bigint not null,
    shared_as_producer_uj bigint not null,
    shared_as_plant_uj bigint not null,
    premium_neur bigint not null,
    valorization_neur bigint not null,
    parts_neur jsonb not null,
    excess_neur bigint not null,
    coverage_ms bigint not null,
    member_ms bigint not null,
    primary key (settlement_id, facility_id)
);

-- What GSE says that it pays for a month; the newest one counts, the others stay.
create table gse_statement (
    id bigint generated always as identity primary key,
    community_id uuid not null,
    month date not null,
    number integer not null,
    brought_by uuid not null,
    brought_at timestamptz not null,
    note text not null,
    unique (community_id, month, number)
);

create table gse_statement_line (
    statement_id bigint not null references gse_statement,
    place integer not null,
    facility_id uuid,
    shared_uj bigint,
    premium_neur bigint,
    valorization_neur bigint,
    primary key (statement_id, place)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is only added to', tg_table_name;
end $$;

create trigger only_added_to before update on settlement
for each statement execute function refuse_change();
create trigger only_added_to before update on settlement_line
for each statement execute function refuse_change();
create trigger only_added_to before update on gse_statement
for each statement execute function refuse_change();
create trigger only_added_to before update on gse_statement_line
for each statement execute function refuse_change();

-- What the rounds know of a month: by which state of all that it depends on it was settled last, and
-- since when another state is seen. A cache: without it every month is looked at once more.
create table settlement_check (
    community_id uuid not null,
    basis text not null,
    model text not null,
    month date not null,
    settled_state bytea,
    seen_state bytea not null,
    seen_since timestamptz not null,
    primary key (community_id, basis, model, month)
) with (fillfactor = 80);
