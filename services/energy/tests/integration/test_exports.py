"""FR3.3: exports of a running service, on years in Postgres."""

import asyncio
import io
from typing import Any

import asyncpg
import pandas as pd
import pyarrow.parquet as pq

from libs.chassis.bus import Bus
from libs.chassis.postgres import connect_pool
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fakes import FakeClock
from services.energy.bootstrap import SCHEMA
from services.energy.config import Settings
from services.energy.domain.calendar import EARLIEST, LATEST, Period, Resolution
from services.energy.domain.registry import DevicePeriod, FacilityPeriod
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.outbound.history.postgres import PostgresHistory
from services.energy.outbound.registry import RegistryProjection
from services.energy.outbound.sharing.postgres import PostgresSharedDays
from services.energy.tests.integration.conftest import KeyServer, serving
from services.energy.tests.integration.test_service import ALICE, tell_registry
from services.energy.tests.samples import HOME, at
from services.energy.usecases.history.export_history import ExportHistory
from services.energy.usecases.history.questions import HistoryQuestion, Subject
from services.energy.usecases.history.read_history import ReadHistory
from services.energy.usecases.history.sources import Source
from services.energy.usecases.sharing.kept_days import KeptDays

FILL = f"""
insert into quarter_hour
select '{HOME}', t, 3600000000, 0, 900000
from generate_series(timestamptz '2024-01-01 00:00+00', '2024-12-31 23:45+00', '15 minutes') t
where t not between '2024-03-01 00:00+00' and '2024-03-01 11:45+00';
create table reading_2025_01 partition of reading for values from ('2025-01-01') to ('2025-02-01');
insert into reading
select 'meter-1', t, '{HOME}', 1500, t
from generate_series(timestamptz '2025-01-01 00:00+00', '2025-01-31 23:59:50+00', '1 minute') t;
insert into newest_reading (device_id, measured_at, facility_id, power_mw, received_at)
values ('meter-1', '2026-02-01', '{HOME}', 1500, '2026-02-01');
"""
A_YEAR = {"from": "2024-01-01T00:00:00Z", "to": "2025-01-01T00:00:00Z"}


async def test_a_year_is_sent_while_they_are_read(
    settings: Settings,
    key_server: KeyServer,
    bus: Bus,
    database: "asyncpg.Connection[Any]",
) -> None:
    await tell_registry(bus)
    path = f"facility/{HOME}/export"
    async with serving(settings, key_server.issuer) as service:
        await database.execute(FILL)

        async def is_known() -> bool:
            return (await service.get(f"facility/{HOME}", ALICE)).status_code == 200

        await eventually(is_known)
        as_csv = await service.get(path, ALICE, **A_YEAR)
        parquet = await service.get(path, ALICE, format="parquet", **A_YEAR)
        headers = service.issuer.headers(ALICE) | {"If-None-Match": as_csv.headers["etag"]}
        again = await service.client.get(f"/energy-data/{path}", params=A_YEAR, headers=headers)

    frame = pd.read_csv(io.StringIO(as_csv.text))
    table = pq.read_table(io.BytesIO(parquet.content)).to_pandas()
    assert as_csv.headers["transfer-encoding"] == "chunked"
    assert len(frame) == len(table) == 366 * 96
    assert frame.consumed_Wh.sum() == table.consumed_Wh.sum() == 366 * 96 - 48
    assert (frame.completeness == "gap").sum() == 48
    assert (again.status_code, again.content) == (304, b"")


async def test_a_reader_who_is_slow_holds_no_connection(
    settings: Settings,
    key_server: KeyServer,
    bus: Bus,
    database: "asyncpg.Connection[Any]",
    database_dsn: str,
) -> None:
    """Between two pages, the pool's only connection is free; and a month can leave the books."""
    async with serving(settings, key_server.issuer):
        await database.execute(FILL)
    async with connect_pool(database_dsn, schema=SCHEMA, max_connections=1) as pool:
        clock = FakeClock(at(0))
        own = PostgresFacilityDays(pool, clock)
        history = PostgresHistory(pool, own)
        days = KeptDays(RegistryProjection(), PostgresSharedDays(pool, own), clock)
        always = Period(EARLIEST, LATEST)
        subject = Subject([FacilityPeriod(HOME, always)], [DevicePeriod("meter-1", HOME, always)])
        export = ExportHistory(history, ReadHistory(history, days, clock))
        january = HistoryQuestion(
            pd.Timestamp("2025-01-01T00:00:00Z").to_pydatetime(),
            pd.Timestamp("2025-02-01T00:00:00Z").to_pydatetime(),
            Resolution.RAW,
        )
        asked = await export.asked(Source("facility", str(HOME), subject), january)
        pages = export.readings(asked)
        count = len(await anext(pages))
        async with asyncio.timeout(60):
            async with pool.acquire() as connection, connection.transaction():
                # Waits for Postgres' own analysis of the table, which gives way after a second.
                await connection.execute("lock table reading in access exclusive mode")
            async for page in pages:
                count += len(page)

    assert count == 31 * 1_440
