-- The balance of every community as it stood at the end of each minute of event time.
create table balance_minute (
    community_id uuid not null,
    minute timestamptz not null,
    produced_mw bigint not null,
    consumed_mw bigint not null,
    facilities_fresh integer not null,
    facilities_measured integer not null,
    primary key (community_id, minute)
);
