-- Readings that were corrected: which revision counts, and what was said before it. The highest
-- revision of a reading is the one in `reading`; without a row here it is as it was said first.
create table reading_revision (
    device_id text collate "C" not null,
    measured_at timestamptz not null,
    revision integer not null,
    former_facility_id uuid,
    former_power_mw bigint not null,
    former_received_at timestamptz not null,
    former_sequence bigint,
    former_import_uj bigint,
    former_export_uj bigint,
    corrected_at timestamptz not null default now(),
    primary key (device_id, measured_at, revision)
);
