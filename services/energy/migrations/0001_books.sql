-- What the meters said, once per (device_id, measured_at). Partitioned by month (UTC) of
-- measured_at; a month's partition is made when its first reading comes.
create table reading (
    device_id text collate "C" not null,
    measured_at timestamptz not null,
    facility_id uuid,
    power_mw bigint not null,
    received_at timestamptz not null,
    sequence bigint,
    import_uj bigint,
    export_uj bigint,
    primary key (device_id, measured_at)
) partition by range (measured_at);

-- Each device's newest reading, whole; its row is also the lock under which the device's readings
-- are stored. measured_at is null until the first one is. Updated in place (HOT): no further index.
create table newest_reading (
    device_id text collate "C" primary key,
    measured_at timestamptz,
    facility_id uuid,
    power_mw bigint,
    received_at timestamptz,
    sequence bigint,
    import_uj bigint,
    export_uj bigint,
    interval_ms integer
) with (fillfactor = 50);

-- The energy books. Exact integers: sums of what lies between neighbouring readings, see
-- services/energy/domain/quarter_hours.py. Updated in place (HOT) while a quarter-hour lasts.
create table quarter_hour (
    facility_id uuid not null,
    quarter_start timestamptz not null,
    import_uj bigint not null,
    export_uj bigint not null,
    coverage_ms bigint not null,
    primary key (facility_id, quarter_start)
) with (fillfactor = 80);
