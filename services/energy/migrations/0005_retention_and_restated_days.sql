-- Readings before `kept_from` are no longer in the books: their partitions were detached or dropped
-- and are never made again, so that a reading delivered once more does not count twice. Set before
-- the first month goes, and only ever forward. See services/energy/domain/retention/policy.py.
create table reading_retention (
    only_row boolean primary key default true check (only_row),
    kept_from timestamptz not null
);

insert into reading_retention (kept_from) values ('2000-01-01T00:00:00Z');

-- How often the past of a facility was changed, by day (UTC) and basis: by late readings, by readings
-- that got their place after they had come, by any change of a quarter-hour that began more than an
-- hour ago, by an import of official values. By it who has computed something of a day knows whether
-- it still holds, without reading the quarter-hours.
create table restated_day (
    facility_id uuid not null,
    basis text not null,
    day date not null,
    times bigint not null,
    primary key (facility_id, basis, day)
) with (fillfactor = 80);
