"""JetStream -> Postgres: a filled stream is drained by the service alone, and COPY beside it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from benchmarks.backlog import INTERVAL_S, backlog, fill, kept_backlog
from benchmarks.communities import Community
from benchmarks.energy_books.copies import measure_copies
from benchmarks.energy_books.plan import BooksPlan
from benchmarks.energy_books.results import Ingest
from benchmarks.energy_books.servers import EnergyServers
from benchmarks.energy_books.without_bus import measure_without_bus
from benchmarks.measurement import Say
from benchmarks.measuring.processes import PartsMeter
from benchmarks.measuring.scrape import Scraper
from benchmarks.measuring.window import STORED
from benchmarks.profiling import profile
from benchmarks.results import Hotspot
from devstack.servers.process import ServerError, ServerProcess
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams
from libs.contracts.v1.reading import MAX_TOGETHER
from services.energy.bootstrap import SCHEMA
from services.energy.inbound.events.readings import DURABLE

_LOOK_EVERY_S: Final = 0.1
_DRAINED_WITHIN_S: Final = 300.0
_BATCH_SIZE: Final = "meriggio_energy_batch_size"
_PROFILE_S: Final = 8.0


async def measure_ingest(
    servers: EnergyServers, plan: BooksPlan, profile_folder: Path | None, say: Say
) -> list[Ingest]:
    """Readings that came one by one, then such as devices had kept and sent together.

    Raises ServerError, PublishFailedError, TimeoutError, asyncpg.PostgresError.
    """
    return [
        await _Ingesting(servers, plan, backlog, 1, say).measure("ingest", profile_folder),
        await _Ingesting(servers, plan, kept_backlog, MAX_TOGETHER, say).measure(
            "ingest_together", profile_folder
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Ingesting:
    servers: EnergyServers
    plan: BooksPlan
    readings: Callable[[Sequence[Community], int, datetime], Iterator[Any]]
    a_message: int
    say: Say

    async def measure(self, name: str, profile_folder: Path | None) -> Ingest:
        servers, plan, say = self.servers, self.plan, self.say
        async with servers.database(name) as dsn, servers.bus() as bus:
            say(f"{plan.ingested:,} readings into the stream, {self.a_message} a message")
            now, ticks = datetime.now(UTC), -(-plan.ingested // plan.facilities)
            await fill(bus, self.readings(plan.communities(), plan.ingested, now))
            say("the service drains it")
            found = await _drain(servers, bus, dsn, plan)
            postgres, batch_rows = servers.pids["postgres"], found["batch_readings"]
            async with _connected(dsn) as connection:
                say("COPY of the same rows")
                copies, is_sql_equal = await measure_copies(
                    connection, postgres, batch_rows=batch_rows
                )
                say("the books store them without a bus")
                without_bus = await measure_without_bus(
                    dsn, connection, postgres, batch_rows=batch_rows
                )
            hotspots: Sequence[Hotspot] = ()
            if profile_folder is not None:
                say(f"drained again for a profile, into {profile_folder}")
                later = now + timedelta(seconds=INTERVAL_S * ticks)
                await fill(bus, self.readings(plan.communities(), plan.ingested, later))
                hotspots = await _profiled(servers, dsn, profile_folder)
        return Ingest(
            a_message=self.a_message,
            without_bus=without_bus,
            copies=copies,
            sql_equal=is_sql_equal,
            hotspots=hotspots,
            **found,
        )


async def _drain(servers: EnergyServers, bus: Bus, dsn: str, plan: BooksPlan) -> dict[str, Any]:
    """From the first look that finds readings stored to the last one's commit."""
    process = servers.energy(dsn)
    await process.launch()
    try:
        async with Scraper({"energy": servers.service_url}) as scraper:
            first = await _stored(process, scraper, at_least=1)
            meter = PartsMeter({"energy": process.pid, **servers.pids})
            before, started_at = meter.cpu(), time.perf_counter()
            first = await _stored(process, scraper, at_least=1)
            await _stored(process, scraper, at_least=plan.ingested)
            seconds = time.perf_counter() - started_at
            batches = (await scraper.read("energy")).buckets(_BATCH_SIZE)
            cpu_s = meter.cpu().parts_s_since(before)
        await eventually(lambda: _is_empty(bus), timeout_s=30)
    finally:
        await process.stop()
    counted = plan.ingested - first
    return {
        "readings": plan.ingested,
        "devices": plan.facilities,
        "batch_readings": round(plan.ingested / sum(bucket.count for bucket in batches)),
        "seconds": seconds,
        "per_s": counted / seconds,
        "cpu_us": {part: spent_s * 1e6 / counted for part, spent_s in cpu_s.items()},
        **await _books(dsn, plan),
    }


async def _stored(process: ServerProcess, scraper: Scraper, *, at_least: int) -> int:
    """Waits for so many; how many there are then. Raises ServerError, TimeoutError."""
    async with asyncio.timeout(_DRAINED_WITHIN_S):
        while True:
            if not process.alive:
                raise ServerError(f"energy ended:\n{process.last_lines()}")
            with contextlib.suppress(httpx.HTTPError):
                found = int((await scraper.read("energy")).total(STORED))
                if found >= at_least:
                    return found
            await asyncio.sleep(_LOOK_EVERY_S)


async def _is_empty(bus: Bus) -> bool:
    info = await bus.js.consumer_info(streams.READINGS.name, DURABLE)
    return not info.num_pending and not info.num_ack_pending


async def _books(dsn: str, plan: BooksPlan) -> dict[str, Any]:
    async with _connected(dsn) as connection:
        stored = await connection.fetchval("select count(*) from reading")
        coverage_ms = await connection.fetchval("select sum(coverage_ms) from quarter_hour")
    intervals = plan.ingested - min(plan.facilities, plan.ingested)
    return {"stored": stored, "coverage_ok": (coverage_ms or 0) == intervals * INTERVAL_S * 1000}


async def _profiled(servers: EnergyServers, dsn: str, folder: Path) -> Sequence[Hotspot]:
    process = servers.energy(dsn)
    await process.launch()
    try:
        async with Scraper({"energy": servers.service_url}) as scraper:
            await _stored(process, scraper, at_least=1)
        found = await profile({"ingest": process.pid}, folder, seconds=_PROFILE_S)
    finally:
        await process.stop()
    return found["ingest"]


@contextlib.asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(dsn, server_settings={"search_path": SCHEMA})
    try:
        yield connection
    finally:
        await connection.close()
