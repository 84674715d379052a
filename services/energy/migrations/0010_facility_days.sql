-- A facility's day (Rome) that is over: its 92, 96 or 100 quarter-hours in one row, so that a
-- month of a community is some thousand rows by the key and not some hundred thousand that lie on
-- the disk in the order in which they came. A row holds while the sum of restated_day.times over the
-- two days of UTC in which its day lies is what it was. A cache of quarter_hour and
-- official_quarter_hour: it can be emptied at any time. How `quarters` is written:
-- services/energy/outbound/days/encoding.py.
create table facility_day (
    facility_id uuid not null,
    basis text not null,
    day date not null,
    restatements bigint not null,
    quarters bytea not null,
    primary key (facility_id, basis, day)
);

alter table facility_day alter column quarters set storage plain; -- it is small already

-- The hours of a community's day are written the same way (a year has 52,560 numbers): a row of
-- bytes. What was kept is computed again.
delete from shared_day;
alter table shared_day
    drop column imported_uj, drop column fed_in_uj, drop column withdrawn_uj,
    drop column shared_uj, drop column coverage_ms, drop column member_ms,
    add column hours bytea not null;
