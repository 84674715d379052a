"""Every statement that reads is answered by an index, also with a plan made for no values."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.plans import scanned_tables
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.domain.basis import Basis
from services.energy.domain.quantities import epoch_ms
from services.energy.outbound.books import statements
from services.energy.outbound.books.partitions import ReadingPartitions
from services.energy.outbound.days import statements as days
from services.energy.outbound.distribution import statements as distribution
from services.energy.outbound.effect import statements as effect
from services.energy.outbound.history import statements as history
from services.energy.outbound.ledger import statements as ledger
from services.energy.outbound.sharing import statements as sharing
from services.energy.outbound.tariffs import statements as tariffs

START = datetime(2026, 5, 31, 12, tzinfo=UTC)
END = START + timedelta(days=2)
DEVICES = [f"meter-{i}" for i in range(1, 21)]
FACILITIES = [UUID(int=i) for i in range(1, 101)]
A_MONTH_BEFORE = START - timedelta(days=30)
SOME = slice(0, 10)

FILL = f"""
insert into reading (device_id, measured_at, facility_id, power_mw, received_at)
select 'meter-' || d, t, lpad(to_hex(d), 32, '0')::uuid, 1, t
from generate_series(1, 40) d, generate_series('{START}', '{END}', interval '1 minute') t;
insert into quarter_hour
select lpad(to_hex(f), 32, '0')::uuid, t, 1, 1, 900000
from generate_series('{A_MONTH_BEFORE}', '{END}', interval '15 minutes') t,
     generate_series(1, 100) f;
insert into official_quarter_hour select facility_id, quarter_start, 1, null from quarter_hour;
insert into newest_reading (device_id, measured_at, facility_id, power_mw, received_at)
select 'meter-' || d, '{END}', lpad(to_hex(d), 32, '0')::uuid, 1, '{END}'
from generate_series(1, 5000) d;
insert into unplaced_reading (device_id, measured_at, received_at, power_w)
select 'meter-' || d, t, t, 1
from generate_series(1, 40) d, generate_series('{START}', '{END}', interval '1 minute') t;
insert into restated_day
select lpad(to_hex(f), 32, '0')::uuid, b, d, 1
from generate_series(date '2025-06-01', date '2026-06-30', interval '1 day') d,
     generate_series(1, 100) f, unnest(array['measured', 'official']) b;
insert into surplus_call
select gen_random_uuid(), lpad(to_hex(c), 32, '0')::uuid, t, 1, '{{}}', '{{}}'
from generate_series('{A_MONTH_BEFORE}', '{END}', interval '1 hour') t, generate_series(1, 20) c;
insert into zonal_price
select z, t, 1, 2, 'GME', 'olga', t
from unnest(array['NORD', 'CNOR', 'CSUD', 'SUD', 'CALA', 'SICI', 'SARD']) z,
     generate_series(timestamptz '{END}' - interval '2 years', '{END}', interval '1 hour') t;
insert into former_zonal_price select zone, hour_start, 0, 1, source, imported_by, imported_at
from zonal_price;
insert into distribution_policy
select lpad(to_hex(c), 32, '0')::uuid, n, date '2020-01-01' + n * interval '1 month', 1000000000, 0,
       0, 0, 0, 0, '{{}}', '{{}}', 'social', lpad(to_hex(c), 32, '0')::uuid, '{END}', ''
from generate_series(1, 200) c, generate_series(1, 60) n;
insert into facility_day
select facility_id, basis, day, times, '' from restated_day;
insert into shared_day
select lpad(to_hex(c), 32, '0')::uuid, b, t, '', 0, '', ''
from generate_series(1, 100) c,
     unnest(array['measured', 'official']) b,
     generate_series(timestamptz '{END}' - interval '100 days', '{END}', interval '1 day') t;
insert into reading_revision (device_id, measured_at, revision, former_power_mw, former_received_at)
select device_id, measured_at, 1, 1, measured_at from reading;
insert into settlement (community_id, basis, model, month, number, computed_at, fingerprint,
                        rules_versions, policy_number, provisional, excess_ppb, shared_uj,
                        year_shared_uj, year_fed_in_uj, year_has_grant, funds_neur, social_neur,
                        hours)
select lpad(to_hex(c), 32, '0')::uuid, 'measured', 'tip', m, n, '{END}', n::text, '{{}}', 0, '{{}}',
       0, 0, 0, 0, false, 0, 0, ''
from generate_series(1, 100) c, generate_series(date '2025-06-01', '2026-05-01', '1 month') m,
     generate_series(1, 3) n;
insert into settlement_line
select id, lpad(to_hex(f), 32, '0')::uuid, 0, 0, 0, 0, 0, 0, 0, '{{}}', 0, 0, 0
from settlement, generate_series(1, 3) f;
insert into gse_statement (community_id, month, number, brought_by, brought_at, note)
select community_id, month, number, community_id, computed_at, '' from settlement;
insert into gse_statement_line
select id, p, null, 1, 1, 1 from gse_statement, generate_series(1, 3) p;
insert into settlement_check
select community_id, basis, model, month, null, '', computed_at from settlement where number = 1;
analyze;
"""

MONTH = date(2026, 5, 1)
SETTLED = (FACILITIES[0], "measured", "tip")
ONE_ROW = {"reading_retention"}
LATE = [START + timedelta(hours=1)] * 10
LATE_MS = [epoch_ms(moment) for moment in LATE]
LATE_US = [1_000 * moment_ms for moment_ms in LATE_MS]
STATEMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "lock": (statements.LOCK_DEVICES, (DEVICES[SOME],)),
    "neighbours": (
        statements.NEIGHBOURS,
        (
            DEVICES[SOME],
            LATE,
            [moment - timedelta(hours=1) for moment in LATE],
            [moment + timedelta(hours=1) for moment in LATE],
        ),
    ),
    "unplaced": (statements.UNPLACED, (DEVICES[0], [START], [END], 1_000)),
    "devices with unplaced": (statements.DEVICES_WITH_UNPLACED, ("meter-1", 500)),
    "take unplaced": (statements.TAKE_UNPLACED, (DEVICES[SOME], LATE, DEVICES[:1], START, END)),
    "place": (
        statements.PLACE_READINGS,
        (
            *(DEVICES[SOME], LATE, FACILITIES[SOME], [1] * 10, [None] * 10, [None] * 10),
            *(DEVICES[:1], START, END),
        ),
    ),
    "newest": (history.NEWEST_OF_DEVICES, (DEVICES[SOME],)),
    "newest at former facilities": (
        history.NEWEST_AT_FORMER_FACILITIES,
        (DEVICES[SOME], FACILITIES[SOME], [START] * 10, [END] * 10),
    ),
    "readings": (
        history.READINGS,
        (DEVICES[:1], START, START + timedelta(hours=2), 10_001),
    ),
    "page": (history.PAGE, (DEVICES[0], START, END, 100)),
    **{
        f"{basis} quarter-hours": (
            days.QUARTERS[basis],
            ([*range(100)], FACILITIES, [A_MONTH_BEFORE] * 100, [END] * 100),
        )
        for basis in Basis
    },
    **{
        f"first quarter-hours, {basis}": (days.FIRST_QUARTER[basis], (FACILITIES,))
        for basis in Basis
    },
    **{
        name: (
            statement,
            (
                *([*range(100)], FACILITIES, [A_MONTH_BEFORE.date()] * 100, [END.date()] * 100),
                *("measured", A_MONTH_BEFORE.date()),
            ),
        )
        for name, statement in (
            ("kept days of facilities", days.KEPT),
            ("states of kept days", days.KEPT_STATES),
        )
    },
    "restated days": (
        days.RESTATED,
        ([*range(100)], FACILITIES, A_MONTH_BEFORE.date(), END.date(), "measured"),
    ),
    "keep days of facilities": (
        days.KEEP,
        (FACILITIES[SOME], [START.date()] * 10, [1] * 10, [b""] * 10, "measured"),
    ),
    "state": (
        history.STATE,
        (FACILITIES, [A_MONTH_BEFORE.date()] * 100, [START.date()] * 100, "measured"),
    ),
    "stored prices": (tariffs.STORED, ("NORD", LATE)),
    "prices": (tariffs.OF_PERIOD, ("NORD", A_MONTH_BEFORE, END)),
    "former prices": (tariffs.FORMER, ("NORD", A_MONTH_BEFORE, END)),
    "policies": (distribution.VERSIONS, (FACILITIES[0], 50, 10)),
    "policy in force": (distribution.IN_FORCE, (FACILITIES[0], START.date())),
    "planned policies": (distribution.PLANNED, (FACILITIES[0], START.date())),
    "add policy": (
        distribution.ADD,
        (
            *(FACILITIES[0], 61, START.date().replace(day=1), 1, 1, 1, 1, 1, 1, [], [], "social"),
            *(FACILITIES[0], START, ""),
        ),
    ),
    "calls": (effect.CALLS_OF_COMMUNITY, (FACILITIES[0], START, END)),
    "around calls": (
        effect.WINDOW_ENERGIES,
        (FACILITIES[SOME], [*range(10)], LATE, [moment + timedelta(hours=1) for moment in LATE]),
    ),
    "usual withdrawal": (effect.WITHDRAWAL_BY_HOUR, (FACILITIES[SOME], timedelta(days=28))),
    "restatements": (
        sharing.RESTATEMENTS,
        (FACILITIES[SOME], START.date(), END.date(), Basis.MEASURED.value),
    ),
    "kept days": (
        sharing.KEPT_DAYS,
        (FACILITIES[0], Basis.MEASURED.value, A_MONTH_BEFORE, END, b""),
    ),
    "revised": (statements.REVISED, (DEVICES[0], START, 2)),
    "replace reading": (
        statements.REPLACE_READING,
        (DEVICES[0], START, FACILITIES[0], 1, START, None, None, None),
    ),
    "newest settlement": (ledger.NEWEST, (*SETTLED, MONTH)),
    "settlement": (ledger.VERSION, (*SETTLED, MONTH, 2)),
    "settlements": (ledger.VERSIONS, (*SETTLED, MONTH, None, 20)),
    "settled months": (ledger.MONTHS, (*SETTLED, MONTH, MONTH)),
    "parts of a year": (ledger.YEAR_PARTS, (*SETTLED, MONTH, MONTH)),
    "settled hours": (ledger.DETAIL, (*SETTLED, MONTH, 2)),
    "settlement lines": (ledger.LINES, ([1, 2, 3],)),
    "newest statement": (ledger.NEWEST_GSE, (FACILITIES[0], MONTH)),
    "statement": (ledger.ONE_GSE, (FACILITIES[0], MONTH, 2)),
    "statement lines": (ledger.GSE_LINES, (7,)),
    "checks": (ledger.CHECKS, (FACILITIES[0], "tip")),
    "states of prices": (ledger.PRICE_STATES, ("NORD", [MONTH], [A_MONTH_BEFORE], [END])),
    "forget": (statements.FORGET_EMPTY, (FACILITIES[SOME], LATE_MS)),
    "replace newest": (
        statements.REPLACE_NEWEST,
        (DEVICES[SOME], LATE_US, FACILITIES[SOME], [1] * 10, LATE_US, *[[None] * 10] * 4),
    ),
}


@pytest.fixture
async def connection(database_dsn: str) -> AsyncIterator[Any]:
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        await ReadingPartitions(pool).ensure([START, END])
        async with pool.acquire() as connection:
            await connection.execute(FILL)
            yield connection


async def test_no_statement_scans_a_table(connection: "asyncpg.Connection[Any]") -> None:
    assert await scanned_tables(connection, STATEMENTS, small=ONE_ROW) == {}
    assert await scanned_tables(connection, {"all": ("select from quarter_hour", ())}) == {
        (mode, "all"): ["quarter_hour"] for mode in ("force_custom_plan", "force_generic_plan")
    }
