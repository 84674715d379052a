"""From the service's start to ready: with nothing to know, and with many devices' last messages."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import psutil

from benchmarks.backlog import backlog, fill
from benchmarks.engagement.plan import EngagementPlan
from benchmarks.engagement.registry import publish_states
from benchmarks.engagement.results import Rebuild, Start
from benchmarks.engagement.servers import NAME, EngagementServers
from benchmarks.measurement import Say
from benchmarks.measuring.scrape import Scraper
from devstack.servers.process import NotReadyError, ServerError, ServerProcess

_FOLDED: Final = "meriggio_engagement_readings_folded_total"
_LOOK_EVERY_S: Final = 0.05
_READY_WITHIN_S: Final = 300.0
_CHECK_S: Final = 60.0
_BODY: Final = re.compile(r"\{.*\}")


async def measure_rebuild(servers: EngagementServers, plan: EngagementPlan, say: Say) -> Rebuild:
    """Raises ServerError, PublishFailedError, TimeoutError."""
    async with servers.database("rebuild") as dsn, servers.bus() as bus:
        say("the service starts with nothing to know")
        empty = await _started(servers, servers.engagement(dsn), devices=0)
        communities, now = plan.starting(), datetime.now(UTC)
        say(f"{plan.rebuilt:,} devices become known, each with a reading")
        await publish_states(bus, communities, now)
        await fill(bus, backlog(communities, plan.rebuilt, now))
        say("the service starts with them")
        full = await _started(servers, servers.engagement(dsn), devices=plan.rebuilt)
    return Rebuild(empty=empty, full=full)


async def _started(servers: EngagementServers, process: ServerProcess, *, devices: int) -> Start:
    started_at = time.perf_counter()
    await process.launch()
    try:
        ready_at_s = await _ready(process, started_at)
        seconds = time.perf_counter() - started_at
        told = psutil.Process(process.pid)
        times, memory = told.cpu_times(), told.memory_info().rss
        async with Scraper({NAME: servers.service_url}) as scraper:
            folded = int((await scraper.read(NAME)).total(_FOLDED))
    finally:
        await process.stop()
    return Start(
        devices=devices,
        folded=folded,
        seconds=seconds,
        cpu_s=times.user + times.system,
        memory_bytes=memory,
        ready_at_s=ready_at_s,
    )


async def _ready(process: ServerProcess, started_at: float) -> Mapping[str, float]:
    """When each worker was seen waiting last; those that never were are left out."""
    waited_s: dict[str, float] = {}
    async with asyncio.timeout(_READY_WITHIN_S):
        while process.alive:
            try:
                async with asyncio.timeout(_CHECK_S):
                    await process.server.check()
            except NotReadyError as error:
                now_s = time.perf_counter() - started_at
                waited_s |= dict.fromkeys(waiting_for(str(error)), now_s)
            except OSError:
                pass  # it does not listen yet
            else:
                return waited_s
            await asyncio.sleep(_LOOK_EVERY_S)
    raise ServerError(f"engagement ended:\n{process.last_lines()}")


def waiting_for(answer: str) -> list[str]:
    """The workers that an answer of /health/ready names, as far as it is whole."""
    body = _BODY.search(answer)
    return [] if body is None else list(json.loads(body[0]).get("waitingFor", ()))
