"""JetStream -> Postgres: a filled stream is drained by the service alone, and COPY beside it."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from benchmarks.communities import Community, Member
from benchmarks.energy_books.copies import measure_copies
from benchmarks.energy_books.plan import BooksPlan
from benchmarks.energy_books.results import Ingest
from benchmarks.energy_books.servers import Servers
from benchmarks.measurement import Say
from benchmarks.measuring.processes import PartsMeter
from benchmarks.measuring.scrape import Scraper
from benchmarks.measuring.window import STORED
from benchmarks.profiling import profile
from benchmarks.results import Hotspot
from devstack.servers.process import ServerError, ServerProcess
from libs.chassis.batch_publisher import MAX_BATCH_MESSAGES, AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import streams, subjects
from libs.contracts.codec import encode
from libs.contracts.v1.reading import ReadingReceived
from services.energy.bootstrap import SCHEMA
from services.energy.inbound.events.readings import DURABLE

INTERVAL_S: Final = 2
"""Between two readings of a device: the stream is what came while the service was away."""
_LOOK_EVERY_S: Final = 0.1
_DRAINED_WITHIN_S: Final = 300.0
_BATCH_SIZE: Final = "meriggio_energy_batch_size"
_PROFILE_S: Final = 8.0

Message = tuple[str, bytes]


async def measure_ingest(
    servers: Servers, plan: BooksPlan, profile_folder: Path | None, say: Say
) -> Ingest:
    """Raises ServerError, PublishFailedError, TimeoutError, asyncpg.PostgresError."""
    async with servers.database("ingest") as dsn, servers.bus() as bus:
        say(f"{plan.ingested:,} readings into the stream")
        now, ticks = datetime.now(UTC), -(-plan.ingested // plan.facilities)
        await _fill(bus, _readings(plan.communities(), plan.ingested, now))
        say("the service drains it")
        found = await _drain(servers, bus, dsn, plan)
        say("COPY of the same rows")
        async with _connected(dsn) as connection:
            copies, is_sql_equal = await measure_copies(
                connection, servers.pids["postgres"], batch_rows=found["batch_readings"]
            )
        hotspots: Sequence[Hotspot] = ()
        if profile_folder is not None:
            say(f"drained again for a profile, into {profile_folder}")
            later = now + timedelta(seconds=INTERVAL_S * ticks)
            await _fill(bus, _readings(plan.communities(), plan.ingested, later))
            hotspots = await _profiled(servers, dsn, profile_folder)
    return Ingest(copies=copies, sql_equal=is_sql_equal, hotspots=hotspots, **found)


def _readings(communities: Sequence[Community], count: int, until: datetime) -> Iterator[Message]:
    """One of each device after the other, with registers and a number, as devices send them."""
    devices = [(community, member) for community in communities for member in community.members]
    ticks = -(-count // len(devices))
    left = count
    for tick in range(ticks):
        measured_at = until - timedelta(seconds=INTERVAL_S * (ticks - tick))
        for index, (community, member) in enumerate(devices[:left]):
            yield (
                subjects.reading(community.community_id, member.device_id),
                encode(_reading(community, member, index, tick, measured_at)),
            )
        left -= len(devices)


def _reading(
    community: Community, member: Member, index: int, tick: int, measured_at: datetime
) -> ReadingReceived:
    power_w = 300.0 + (index * 37 + tick * 61) % 400 + 0.5
    return ReadingReceived(
        device_id=member.device_id,
        measured_at=measured_at,
        received_at=measured_at + timedelta(milliseconds=30),
        power_w=power_w,
        facility_id=member.facility_id,
        community_id=community.community_id,
        sequence=tick,
        import_wh=1_000.0 + tick * 0.25,
        export_wh=0.0,
    )


async def _fill(bus: Bus, messages: Iterator[Message]) -> None:
    """One batch after the other: each device's readings stay in their order."""
    publisher = AtomicBatchPublisher(bus)
    while batch := list(islice(messages, MAX_BATCH_MESSAGES)):
        await publisher.publish(batch)


async def _drain(servers: Servers, bus: Bus, dsn: str, plan: BooksPlan) -> dict[str, Any]:
    """From the first look that finds readings stored to the last one's commit."""
    process = servers.energy(dsn)
    await process.launch()
    try:
        async with Scraper({"energy": servers.energy_url}) as scraper:
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


async def _profiled(servers: Servers, dsn: str, folder: Path) -> Sequence[Hotspot]:
    process = servers.energy(dsn)
    await process.launch()
    try:
        async with Scraper({"energy": servers.energy_url}) as scraper:
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
