-- How each device is. A row for every device we know of, heard or not.
create table device_presence (
    device_id text collate "C" primary key check (length(device_id) between 1 and 64),
    facility_id uuid,
    state text not null default 'never' check (state in ('never', 'online', 'offline')),
    since timestamptz,
    heard_at timestamptz,
    connection bigint check (connection >= 0),
    spoke_at timestamptz,
    ended_at timestamptz,
    cadence_s double precision,
    firmware text,
    hardware text,
    rssi_dbm bigint,
    uptime_s bigint,
    buffered bigint,
    buffer_capacity bigint,
    oldest_sequence bigint,
    newest_sequence bigint,
    clock_offset_ms bigint,
    configuration_version bigint,
    certificate_serial text,
    faults text[] not null default '{}',
    faulted_at timestamptz[] not null default '{}',
    check ((state = 'never') = (since is null)),
    check (state = 'never' or heard_at is not null),
    check (cardinality(faults) = cardinality(faulted_at))
-- heard_at changes with every reading: no index on it, and room for the next version of the row.
) with (fillfactor = 60);

create table device_transition (
    position bigint generated always as identity primary key,
    device_id text not null,
    change text not null check (change in ('online', 'offline', 'faulted', 'fault_cleared')),
    fault text,
    occurred_at timestamptz not null,
    check ((fault is null) = (change in ('online', 'offline')))
);
create index device_transition_of_device on device_transition (device_id, position desc);
create index device_transition_to_forget on device_transition (occurred_at);

-- Who listens to devices, by MQTT client id: silence is judged by all of them together.
create table listening_replica (
    replica_id text primary key,
    listening_since timestamptz not null,
    heard_until timestamptz not null,
    seen_at timestamptz not null
);
