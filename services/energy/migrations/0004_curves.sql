-- Official curves: what the distributor's meter says of a facility, by quarter-hour, as files bring
-- it. Every import's values stay, so that each can be undone and the past explained.
create table official_import (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    facility_id uuid not null,
    imported_by uuid not null,
    imported_at timestamptz not null,
    file_name text,
    sha256 bytea not null,
    value_count integer not null,
    period_start timestamptz not null,
    period_end timestamptz not null,
    has_import boolean not null,
    has_export boolean not null,
    undone_by uuid,
    undone_at timestamptz
);

create index official_import_of_facility on official_import (facility_id, number);

-- What each import says. Null: the file says nothing of that direction.
create table official_value (
    facility_id uuid not null,
    quarter_start timestamptz not null,
    import_number bigint not null,
    import_uj bigint,
    export_uj bigint,
    primary key (facility_id, quarter_start, import_number)
);

-- What holds: of each quarter-hour and direction, the value of the newest import that is not undone
-- and has one. A row's time is known whole; a direction that no import has is null, and counts for
-- nothing in sums.
create table official_quarter_hour (
    facility_id uuid not null,
    quarter_start timestamptz not null,
    import_uj bigint,
    export_uj bigint,
    primary key (facility_id, quarter_start),
    check (import_uj is not null or export_uj is not null)
) with (fillfactor = 80);
