"""Days that are over are kept in rows, by the use case that does so in the service's rounds."""

import time
from datetime import timedelta
from typing import Final

from benchmarks.energy_books.plan import YEAR, BooksPlan
from benchmarks.energy_books.registry import projection, states
from benchmarks.energy_books.results import Filled
from benchmarks.measurement import Say
from libs.chassis.clock import SystemClock
from libs.chassis.postgres import connect_pool
from libs.chassis.testing.fakes import FakeClock
from services.energy.bootstrap import SCHEMA
from services.energy.outbound.days.postgres import PostgresFacilityDays
from services.energy.usecases.days.fill_days import FillDays

_CONNECTIONS: Final = 2
_BYTES: Final = "select pg_total_relation_size('facility_day')"


async def fill_days(dsn: str, plan: BooksPlan, say: Say) -> Filled:
    """All of the year, without the pauses of the rounds. Raises asyncpg.PostgresError."""
    say("days that are over")
    registry = projection(tuple(states(plan.communities(), YEAR.end)))
    just_after = FakeClock(YEAR.end + timedelta(days=1))
    async with connect_pool(dsn, schema=SCHEMA, max_connections=_CONNECTIONS) as pool:
        fill = FillDays(registry, PostgresFacilityDays(pool, SystemClock()), just_after)
        started_at = time.perf_counter()
        await fill.begin()
        days = sum([await fill.step() for _ in range(fill.left)])
        seconds = time.perf_counter() - started_at
        await pool.execute("vacuum (analyze) facility_day")
        return Filled(days=days, seconds=seconds, bytes_on_disk=await pool.fetchval(_BYTES))
