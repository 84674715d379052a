"""What the books alone store: the most that any way of bringing the readings could leave."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from typing import Any, Final

from benchmarks.baselines.timing import Stopwatch
from benchmarks.energy_books.copies import empty_books, rows_as_they_came
from benchmarks.results import Baseline
from libs.chassis.clock import SystemClock
from libs.chassis.postgres import connect_pool
from services.energy.bootstrap import SCHEMA
from services.energy.domain.books.placing import Arrived
from services.energy.domain.books.reading_columns import ReadingColumns
from services.energy.domain.books.readings import Reading
from services.energy.inbound.events.readings import TRANSACTIONS_AT_ONCE
from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.outbound.registry import RegistryProjection
from services.energy.usecases.books.places import Places
from services.energy.usecases.books.store_readings import StoreReadings

_MAX_POWER_W: Final = 1e6


async def measure_without_bus(
    dsn: str, connection: Any, postgres_pid: int, *, batch_rows: int
) -> Baseline:
    """The readings that are stored are stored again by the service's own use case.

    They are columns already, `batch_rows` in a transaction, as many at once as in the service:
    nothing is delivered, decoded or acknowledged. Raises asyncpg.PostgresError.
    """
    readings = [Reading(*row) for row in await rows_as_they_came(connection)]
    parts = list(_parts(readings, batch_rows))
    await empty_books(connection)
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        books = PostgresBooks(pool)
        store = StoreReadings(books, _places(), SystemClock())
        every = ReadingColumns.of(readings)
        async with books.open(every.measuring_devices(), every.days()):
            pass  # known, with their months, as they are after a service's first batch
        with Stopwatch({"postgres": postgres_pid, "books": os.getpid()}) as watch:
            await _store_all(store, iter(parts))
    stored = await connection.fetchval("select count(*) from reading")
    assert stored == len(readings), f"{stored} of {len(readings)} stored"
    return watch.baseline(f"the books without a bus, {batch_rows:,} a transaction", len(readings))


def _parts(readings: Sequence[Reading], size: int) -> Iterator[ReadingColumns]:
    """Transactions that are under way at once have no device in common: none waits for another."""
    at_once = TRANSACTIONS_AT_ONCE
    for start in range(0, len(readings), size * at_once):
        some = ReadingColumns.of(readings[start : start + size * at_once])
        for part in range(at_once):
            yield some.take(some.device % at_once == part)


def _places() -> Places:
    return Places(RegistryProjection(), maximum_power_w=_MAX_POWER_W)


async def _store_all(store: StoreReadings, parts: Iterator[ReadingColumns]) -> None:
    async def store_the_next() -> None:
        for part in parts:
            await store(Arrived(part))

    async with asyncio.TaskGroup() as group:
        for _ in range(TRANSACTIONS_AT_ONCE):
            group.create_task(store_the_next())
