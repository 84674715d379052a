"""Three NATS servers, three copies: each is killed under load, and then all at once (NF4)."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from devstack.servers.nats_cluster import COPIES, nats_cluster
from devstack.servers.process import ServerProcess
from libs.chassis.batch_publisher import AtomicBatchPublisher
from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_message import BusMessage
from libs.chassis.consume import Rejection, consume
from libs.chassis.lifecycle import Readiness, Worker, WorkerContext, run_workers
from libs.chassis.testing.eventually import eventually
from libs.contracts import consumers
from libs.contracts.v1.reading import decode_readings
from libs.jetstream.declare import declare
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.outbound.readings.jetstream import JetStreamReadings
from tests.figures import Figures

_BEGIN: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)
_COMMUNITY: Final = UUID(int=1)
_DEVICES: Final = 20
_KEPT_BETWEEN: Final = 1_000
"""Readings, after one death and before the next."""
_PATIENCE_S: Final = 60.0


class _Load:
    """Readings as the gateway keeps them, one round after the other is durable."""

    def __init__(self, bus: Bus) -> None:
        self._log = JetStreamReadings(AtomicBatchPublisher(bus), chance=lambda: 0.5)
        self.kept = 0
        self._longest_gap_s = 0.0

    async def run(self, context: WorkerContext) -> None:
        while not context.stop.is_set():
            began_s = time.monotonic()
            await self._log.keep([self._reading(number) for number in range(_DEVICES)])
            self._longest_gap_s = max(self._longest_gap_s, time.monotonic() - began_s)
            self.kept += _DEVICES

    async def longest_gap_s_in(self, more: int) -> float:
        """Wait until so many more are durable: the longest time without a confirmation."""
        goal, self._longest_gap_s = self.kept + more, 0.0
        await eventually(lambda: self.kept >= goal, timeout_s=_PATIENCE_S)
        return self._longest_gap_s

    def _reading(self, device: int) -> Reading:
        number = self.kept + device
        at = _BEGIN + timedelta(seconds=number)
        return Reading(f"meter-{device}", at, at, 100.0, None, _COMMUNITY, number, None, None)


class _Books:
    """What energy would have stored: its durable consumer, read as it does."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.stored: set[int | None] = set()

    async def run(self, context: WorkerContext) -> None:
        await consume(
            self._bus,
            stream=consumers.BOOKS.stream,
            durable=consumers.BOOKS.durable,
            subjects=consumers.BOOKS.subjects,
            handle=self._store,
            dead_letters=self,
            context=context,
            batch_size=consumers.BOOKS.batch_size,
        )

    async def _store(self, batch: Sequence[BusMessage]) -> Sequence[Rejection]:
        for message in batch:
            self.stored.update(reading.sequence for reading in decode_readings(message.data))
        return ()

    async def keep(
        self, message: BusMessage, *, reason: str, detail: str, received_at: datetime
    ) -> None:
        raise AssertionError(f"{message.subject} at {received_at}: {reason} ({detail})")


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="meriggio-cluster-"))
    yield made
    shutil.rmtree(made)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_cluster_loses_nothing_whoever_dies(folder: Path, figures: Figures) -> None:
    async with _running(folder) as (nodes, url), connect_bus(url, name="test") as bus:
        await declare(bus, replicas=COPIES)
        load, books = _Load(bus), _Books(bus)
        async with _working(load.run, books.run):
            steady_s = await load.longest_gap_s_in(_KEPT_BETWEEN)
            gaps_s: list[float] = []
            for node in nodes:
                node.kill()
                gaps_s.append(await load.longest_gap_s_in(_KEPT_BETWEEN))
                await node.start()
            for node in nodes:
                node.kill()
            all_dead_s, _ = await asyncio.gather(
                load.longest_gap_s_in(_KEPT_BETWEEN), _start(nodes)
            )
            confirmed = set(range(load.kept))
            await eventually(lambda: confirmed <= books.stored, timeout_s=_PATIENCE_S)
    figures.add(
        f"{len(confirmed):,} readings confirmed by three NATS servers, none lost; longest time "
        f"without a confirmation: {steady_s:.2f} s with all of them, "
        f"{', '.join(f'{gap_s:.1f}' for gap_s in gaps_s)} s with each killed in turn, "
        f"{all_dead_s:.1f} s with all killed at once"
    )


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[tuple[list[ServerProcess], str]]:
    """The servers, and where a client reaches them."""
    nodes = nats_cluster(folder)
    processes = [ServerProcess(node, log=node.folder / "nats.log") for node in nodes]
    try:
        await _start(processes)
        yield processes, ",".join(node.url for node in nodes)
    finally:
        for process in processes:
            process.kill()


async def _start(processes: Sequence[ServerProcess]) -> None:
    """All at once: none is ready before others are there."""
    async with asyncio.TaskGroup() as group:
        for process in processes:
            group.create_task(process.start(_PATIENCE_S))


@asynccontextmanager
async def _working(
    *runs: Callable[[WorkerContext], Awaitable[None]],
) -> AsyncIterator[None]:
    """In the background, and ended in good order."""
    stop = asyncio.Event()
    workers = [Worker(str(number), run) for number, run in enumerate(runs)]
    async with asyncio.TaskGroup() as group:
        group.create_task(run_workers(workers, readiness=Readiness(), stop=stop))
        try:
            yield
        finally:
            stop.set()
