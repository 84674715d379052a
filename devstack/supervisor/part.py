"""One part of the stack: started, watched, started again when it dies."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from devstack.servers.process import NotAnsweringError, ServerError, ServerProcess
from devstack.supervisor.disk import hint_when_full
from devstack.supervisor.events import PartEvent, PartFailedError, PartState


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a part and how often to start it again.

    A part that dies `quick_deaths` times in a row, each less than `settled_s` after it was
    ready, is given up.
    """

    ready_s: float = 120.0
    stop_s: float = 10.0
    quick_deaths: int = 5
    settled_s: float = 20.0
    first_pause_s: float = 0.2
    longest_pause_s: float = 5.0


class Part:
    """A `ServerProcess` with a state; tells every change of it to `tell`."""

    def __init__(
        self, process: ServerProcess, *, tell: Callable[[PartEvent], None], patience: Patience
    ) -> None:
        self.process = process
        self.name = process.server.name
        self.state = PartState.STOPPED
        self.restarts = 0
        self.watch: asyncio.Task[None] | None = None
        """Ends only with a PartFailedError, or cancelled."""
        self._tell = tell
        self._patience = patience
        self._since = time.monotonic()
        self._killed_on_purpose = False
        self._ready = asyncio.Event()

    async def start(self) -> None:
        """Start and wait until it is ready; from then on it is watched. Raises PartFailedError."""
        self._enter(PartState.STARTING)
        try:
            await self.process.start(self._patience.ready_s)
        except (ServerError, OSError) as error:
            raise self._fail(str(error)) from error
        self._become_ready()
        self.watch = asyncio.create_task(self._keep_running(), name=f"watch {self.name}")

    async def stop(self) -> None:
        """Stop watching, then the process."""
        if self.watch is not None:
            self.watch.cancel()
            with contextlib.suppress(asyncio.CancelledError, PartFailedError):
                await self.watch
        await self.process.stop(self._patience.stop_s)
        self._ready.clear()
        if self.state is not PartState.FAILED:
            self._enter(PartState.STOPPED)

    def kill(self) -> None:
        """Send SIGKILL. The part is started again at once; this death does not count."""
        if self.process.alive:
            self._killed_on_purpose = True
            self._ready.clear()
            self.process.kill()

    async def wait_until_ready(self) -> None:
        """Return when it is ready (after `kill`: again). Raises PartFailedError when given up."""
        if self.watch is None:
            raise PartFailedError(self.name, "was not started")
        ready = asyncio.create_task(self._ready.wait())
        try:
            await asyncio.wait({ready, self.watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        if self.watch.done():
            await self.watch

    async def _keep_running(self) -> None:
        deaths = 0
        while True:
            code = await self.process.exited()
            settled = self._settled()
            self._ready.clear()
            deaths = 0 if settled or self._killed_on_purpose else deaths + 1
            why = "killed" if self._killed_on_purpose else _told(code)
            self._killed_on_purpose = False
            if deaths >= self._patience.quick_deaths:
                raise self._fail(f"{why}, {deaths} times in a row:\n{self.process.last_lines()}")
            self.restarts += 1
            self._enter(PartState.RESTARTING, why)
            await self._start_again(self._pause_s(deaths))

    async def _start_again(self, pause_s: float) -> None:
        """Start; one that exits before it is ready is counted by the caller's next round."""
        await asyncio.sleep(pause_s)
        try:
            await self.process.start(self._patience.ready_s)
        except (NotAnsweringError, OSError) as error:
            raise self._fail(str(error)) from error
        except ServerError:
            return
        self._become_ready()

    def _settled(self) -> bool:
        ran_s = time.monotonic() - self._since
        return self.state is PartState.READY and ran_s >= self._patience.settled_s

    def _pause_s(self, deaths: int) -> float:
        doubled = self._patience.first_pause_s * 2.0 ** (deaths - 1)
        return min(doubled, self._patience.longest_pause_s) if deaths else 0.0

    def _become_ready(self) -> None:
        self._ready.set()
        self._enter(PartState.READY)

    def _enter(self, state: PartState, detail: str = "") -> None:
        now = time.monotonic()
        elapsed_s, self._since, self.state = now - self._since, now, state
        self._tell(PartEvent(part=self.name, state=state, detail=detail, elapsed_s=elapsed_s))

    def _fail(self, reason: str) -> PartFailedError:
        explained = reason + hint_when_full(self.process.log.parent)
        self._enter(PartState.FAILED, explained)
        return PartFailedError(self.name, explained)


def _told(code: int) -> str:
    return f"ended by signal {-code}" if code < 0 else f"ended with code {code}"
