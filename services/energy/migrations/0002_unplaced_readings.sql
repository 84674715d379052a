-- Readings that wait for a place: what the device said, K not applied, while the registry knew no
-- facility at which it measured then. The same reading is in `reading`, without a facility, so that
-- it is stored once and keeps its neighbours apart; it leaves this table when it gets its place.
create table unplaced_reading (
    device_id text collate "C" not null,
    measured_at timestamptz not null,
    received_at timestamptz not null,
    power_w double precision not null,
    sequence bigint,
    import_wh double precision,
    export_wh double precision,
    primary key (device_id, measured_at)
);

insert into unplaced_reading
select device_id, measured_at, received_at, power_mw / 1000.0, sequence,
       import_uj / 3600000000.0, export_uj / 3600000000.0
from reading
where facility_id is null;
