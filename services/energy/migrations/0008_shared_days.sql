-- A community's hours by day (Rome), computed from the quarter-hours of its facilities once the
-- day has ended, so that a year is read in milliseconds. A row holds while `facts` (memberships,
-- storages) and the sum of its facilities' restated_day.times are what they were. A cache: it can be
-- emptied at any time.
create table shared_day (
    community_id uuid not null,
    basis text not null,
    day_start timestamptz not null,
    imported_uj bigint[] not null,
    fed_in_uj bigint[] not null,
    withdrawn_uj bigint[] not null,
    shared_uj bigint[] not null,
    coverage_ms bigint[] not null,
    member_ms bigint[] not null,
    digest bytea not null,
    restatements bigint not null,
    facts bytea not null,
    primary key (community_id, basis, day_start)
);
