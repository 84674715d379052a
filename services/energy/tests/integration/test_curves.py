"""Official curves on real servers: a month comes, is undone, and every statement has its index."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from libs.chassis.bus import Bus
from libs.chassis.postgres import connect_pool, migrate
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.plans import scanned_tables
from services.energy.bootstrap import MIGRATIONS, SCHEMA
from services.energy.config import Settings
from services.energy.outbound.curves import statements
from services.energy.tests.integration.conftest import KeyServer, RunningService, serving
from services.energy.tests.integration.test_service import ALICE, tell_registry
from services.energy.tests.samples import HOME
from services.energy.tests.unit.curves.files import Form, days_file, quarters

PATH = f"/energy-data/facility/{HOME}/official-curve"
JUNE = [date(2026, 6, day) for day in range(1, 31)]


def a_month() -> bytes:
    """June 2026, a row a day: 100 Wh in every quarter-hour."""
    wh = 3_600_000_000
    values = {start: (100 * wh, None) for day in JUNE for start in quarters(day)}
    return days_file(values, Form(), produced=False)


async def bring(service: RunningService, data: bytes, **query: Any) -> httpx.Response:
    headers = service.issuer.headers(ALICE) | {"content-type": "text/csv"}
    params = {"direction": "consumed", **query}
    return await service.client.post(PATH, content=data, params=params, headers=headers)


async def test_a_month_is_looked_at_imported_told_and_undone(
    settings: Settings, key_server: KeyServer, bus: Bus, database: "asyncpg.Connection[Any]"
) -> None:
    await tell_registry(bus)
    async with serving(settings, key_server.issuer) as service:

        async def is_known() -> bool:
            return (await service.get(f"facility/{HOME}", ALICE)).status_code == 200

        await eventually(is_known)
        looked_at = await bring(service, a_month(), dryRun=True)
        made = await bring(service, a_month())
        period = {"from": "2026-06-01T00:00:00+02:00", "to": "2026-07-01T00:00:00+02:00"}
        question = period | {"resolution": "month"}
        told = await service.get(f"facility/{HOME}", ALICE, basis="official", **question)
        compared = await service.get(
            f"facility/{HOME}/official-curve/difference", ALICE, **question
        )
        days = await database.fetchval("select count(*) from restated_day where basis = 'official'")
        import_id = made.json()["imported"]["importId"]
        undone = await service.client.delete(
            f"{PATH}/{import_id}", headers=service.issuer.headers(ALICE)
        )

    assert [looked_at.status_code, made.status_code, undone.status_code] == [200, 201, 204]
    report = made.json()
    assert (report["quarterHours"], report["missingCount"], report["errorCount"]) == (2880, 0, 0)
    assert report["consumed"]["officialWh"] == 288_000.0
    (month,) = told.json()["history"]
    assert (month["consumedWh"], month["coverageS"]) == (288_000.0, 30 * 86_400.0)
    (interval,) = compared.json()["intervals"]
    assert interval["consumed"]["differenceWh"] == 288_000.0
    assert days == 31  # UTC's, in which Rome's June lies
    assert await database.fetchval("select count(*) from official_quarter_hour") == 0
    assert await database.fetchval("select count(*) from official_value") == 2880


START = datetime(2026, 5, 1, tzinfo=UTC)
END = START + timedelta(days=31)
FILL = f"""
insert into official_import (id, facility_id, imported_by, imported_at, sha256, value_count,
                             period_start, period_end, has_import, has_export)
select lpad(to_hex(1000 * n + f), 32, '0')::uuid, lpad(to_hex(f), 32, '0')::uuid, gen_random_uuid(),
       now(), '\\x00', 1, '{START}', '{END}', true, false
from generate_series(1, 100) f, generate_series(1, 20) n;
insert into official_value
select facility_id, t, number, 1, null
from official_import, generate_series('{START}'::timestamptz, '{END}', interval '2 hours') t;
insert into official_quarter_hour
select lpad(to_hex(f), 32, '0')::uuid, t, 1, null
from generate_series('{START}'::timestamptz, '{END}', interval '15 minutes') t,
     generate_series(1, 100) f;
analyze;
"""
ONE, AN_IMPORT = UUID(int=1), UUID(int=1001)
STATEMENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "values": (statements.VALUES, (ONE, START, END)),
    "values without": (statements.VALUES_WITHOUT, (ONE, 7, START, END)),
    "import": (statements.IMPORT, (AN_IMPORT, ONE)),
    "applied": (statements.APPLIED_IMPORT, (ONE, b"\0", True, False)),
    "count": (statements.COUNT_IMPORTS, (ONE,)),
    "imports": (statements.IMPORTS, (ONE, None, 50)),
    "undo": (statements.UNDO, (AN_IMPORT, ONE, END)),
    "put": (statements.PUT_VALUES, (ONE, [START], [1], [1])),
    "remove": (statements.REMOVE_VALUES, (ONE, [START], START, END)),
    "intervals": (
        statements.INTERVALS,
        ([UUID(int=i) for i in range(1, 21)], [START] * 20, [END] * 20, "day"),
    ),
}


@pytest.fixture
async def connection(database_dsn: str) -> AsyncIterator[Any]:
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[MIGRATIONS])
        async with pool.acquire() as connection:
            await connection.execute(FILL)
            yield connection


async def test_no_statement_scans_a_table(connection: "asyncpg.Connection[Any]") -> None:
    assert await scanned_tables(connection, STATEMENTS) == {}
