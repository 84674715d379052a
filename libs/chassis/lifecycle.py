"""A process from its first worker to its drain: start, be ready, stop in order.

On SIGTERM or SIGINT every worker sees `stop` set, finishes what it has in hand and returns.
What has not returned after the drain time is cancelled. A worker that raises ends the process:
a bug restarts the service instead of leaving half of it running.
"""

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Final

import uvloop

from libs.chassis.telemetry import get_logger

_OBJECTS_BETWEEN_COLLECTIONS: Final = 20_000


class Readiness:
    """Which parts are not ready yet; a stopping process is not ready."""

    def __init__(self) -> None:
        self._ready: dict[str, asyncio.Event] = {}
        self._stopping = False

    def expect(self, name: str) -> None:
        """Do not be ready before `mark_ready(name)`."""
        self._ready.setdefault(name, asyncio.Event())

    def mark_ready(self, name: str) -> None:
        """That part is ready."""
        self.expect(name)
        self._ready[name].set()

    def mark_stopping(self) -> None:
        """From now on, send no more work here."""
        self._stopping = True

    def not_ready(self) -> list[str]:
        """What readiness waits for; empty when ready."""
        waiting = sorted(name for name, event in self._ready.items() if not event.is_set())
        return waiting + (["stopping"] if self._stopping else [])

    async def wait_for(self, *names: str) -> None:
        """Return when these parts are ready."""
        for name in names:
            self.expect(name)
            await self._ready[name].wait()


class WorkerContext:
    """What a running worker is given."""

    def __init__(self, name: str, stop: asyncio.Event, readiness: Readiness) -> None:
        self.name = name
        self.stop = stop
        self._readiness = readiness

    def ready(self) -> None:
        """This worker may count as ready. Calling it again does nothing."""
        self._readiness.mark_ready(self.name)

    async def pause(self, seconds: float) -> None:
        """Sleep, but no longer than until `stop` is set."""
        try:
            async with asyncio.timeout(seconds):
                await self.stop.wait()
        except TimeoutError:
            return

    async def pause_until(self, wake: asyncio.Event, *, at_most_s: float) -> None:
        """Sleep until `wake` or `stop` is set, but no longer than that."""
        waits = [asyncio.create_task(wake.wait()), asyncio.create_task(self.stop.wait())]
        try:
            await asyncio.wait(waits, timeout=at_most_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    async def unless_stopped(self, awaitable: Awaitable[object]) -> bool:
        """Wait for it to be done (True), but no longer than until `stop` is set (False).

        Raises what it raises; what is not done is cancelled.
        """
        waits: list[asyncio.Future[object]] = [
            asyncio.ensure_future(awaitable),
            asyncio.ensure_future(self.stop.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            if self.stop.is_set():
                return False
            waits[0].result()
        finally:
            for wait in waits:
                wait.cancel()
        return True


@dataclass(frozen=True)
class Worker:
    """A named part of a service that runs until `context.stop` is set."""

    name: str
    run: Callable[[WorkerContext], Awaitable[None]]


async def run_workers(
    workers: Sequence[Worker],
    *,
    readiness: Readiness,
    drain_timeout_s: float = 20.0,
    stop: asyncio.Event | None = None,
) -> None:
    """Run all workers until a signal (or `stop`), then drain. Raises what a worker raised."""
    stop = stop or asyncio.Event()
    for worker in workers:
        readiness.expect(worker.name)
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(_run(worker, stop, readiness), name=worker.name)
                for worker in workers
            ]
            await _wait_for_stop_or_end(stop, tasks)
            stop.set()
            readiness.mark_stopping()
            get_logger().info("draining")
            await _drain(tasks, drain_timeout_s)
    finally:
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(signal_number)


def main(run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Entry of a service's `__main__`: runs it on uvloop."""
    _collect_garbage_rarely()
    uvloop.run(run())


def _collect_garbage_rarely() -> None:
    """Leave the imported libraries out of garbage collection, and look at the rest less often.

    Every batch makes and drops thousands of objects without cycles. Python looks for cycles after
    each 700 of them, and now and then among all there are: a tenth of energy's time, in pauses
    of 50 ms and more.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


async def _run(worker: Worker, stop: asyncio.Event, readiness: Readiness) -> None:
    await worker.run(WorkerContext(worker.name, stop, readiness))
    if not stop.is_set():
        raise RuntimeError(f"worker {worker.name} ended by itself")


async def _wait_for_stop_or_end(stop: asyncio.Event, tasks: Sequence[asyncio.Task[None]]) -> None:
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()


async def _drain(tasks: Sequence[asyncio.Task[None]], timeout_s: float) -> None:
    _, pending = await asyncio.wait(tasks, timeout=timeout_s)
    for task in pending:
        get_logger().warning("drain_timeout", worker=task.get_name(), timeout_s=timeout_s)
        task.cancel()
