"""One device that is a process: with power, without, and with a watchdog."""

import asyncio
import signal
from asyncio.subprocess import PIPE, Process
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from devstack.devices.device_process import DeviceProcess
from devstack.devices.program.events import Event, decode_event
from devstack.devices.program.record import Record
from devstack.devices.settings import FleetError
from devstack.devices.tally import Counters
from devstack.servers.process import tail

_RESTART: Final = 3
"""Exit code of a device that wants to be started again."""
_PAUSE_S: Final = 0.5
_MOST_DEATHS: Final = 3
_SHOWN_LINES: Final = 5
_REMEMBERED_WORDS: Final = 8


class ProgramDevice:
    """It runs from `switch_on` to `switch_off` or `cut_power`; when it dies it is started again."""

    def __init__(
        self,
        process: DeviceProcess,
        *,
        log: Path,
        counters: Counters,
        on_launch: Callable[[int], None],
    ) -> None:
        """`log`: for its standard error. `counters`: of the fleet. `on_launch`: see ProgramPlan."""
        self.serial_number = process.serial_number
        self.process = process
        """With which it is switched on next."""
        self.state = "off"
        """For messages."""
        self.record = Record(counters)
        self.heard = 0
        """Events."""
        self.deaths: list[int] = []
        """Exit codes while it should have run; too many of them, and it is given up."""
        self.newest: dict[str, Event] = {}
        """By kind."""
        self.last_words: deque[str] = deque(maxlen=_REMEMBERED_WORDS)
        """For messages."""
        self._log = log
        self._counters = counters
        self._on_launch = on_launch
        self._running: Process | None = None
        self._life: asyncio.Task[None] | None = None
        self.is_connected = self._has_power = False
        self._news = asyncio.Event()

    async def switch_on(self) -> None:
        """Start it, with the state it has. Raises OSError."""
        assert not self._has_power, f"{self.serial_number} runs already"
        await self.is_off()
        self._has_power = True
        await self._start()
        self._life = asyncio.create_task(self._live(), name=f"device {self.serial_number}")

    def cut_power(self) -> None:
        """SIGKILL: it is gone at once."""
        self._end(signal.SIGKILL)

    async def switch_off(self, at_most_s: float) -> None:
        """SIGTERM: it sends what it has, and ends; or is killed."""
        self._end(signal.SIGTERM)
        try:
            async with asyncio.timeout(at_most_s):
                await self.is_off()
        except TimeoutError:
            self._end(signal.SIGKILL)
            await self.is_off()

    async def is_off(self) -> None:
        """Wait until its process has ended and all it said is noted.

        Raises OSError when it could not be started again.
        """
        life = self._life  # somebody else may wait too
        if life is not None:
            await asyncio.wait([life])
            self._life = None
            life.result()

    def feed(self, power_w: float) -> None:
        """This is the power from now on; lost on a device without power."""
        if self._running is not None and self._running.stdin is not None:
            with suppress(OSError):
                self._running.stdin.write(b"%.3f\n" % power_w)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until that is so; it is looked at after each event.

        Raises FleetError when it is given up, and OSError when it could not be started again:
        there will be no further event.
        """
        while not holds():
            if self._life is not None and self._life.done():
                self._life.result()
                self.require_no_death()
            self._news.clear()
            await self._news.wait()

    def require_no_death(self) -> None:
        """Raises FleetError when it has died: whatever happens, a device must not."""
        if self.deaths:
            raise FleetError(
                f"{self.serial_number} ended by itself, with exit code {self.deaths[-1]}:\n"
                + tail(self._log, _SHOWN_LINES)
            )

    def _end(self, how: signal.Signals) -> None:
        self._has_power = False
        if self._running is not None:
            with suppress(ProcessLookupError):
                self._running.send_signal(how)

    async def _start(self) -> None:
        launch = self.process.prepare()
        for folder in (self.process.state, self._log.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *launch.argv,
                cwd=launch.cwd,
                stdin=PIPE,
                stdout=PIPE,
                stderr=log,
                start_new_session=True,  # a terminal's Ctrl-C is for us
            )
        self._on_launch(self._running.pid)
        self.state = "on"
        if not self._has_power:  # it failed while there was no process yet
            self.cut_power()

    async def _live(self) -> None:
        try:
            await self._run_again_and_again()
        finally:
            self._has_power = False
            self._news.set()

    async def _run_again_and_again(self) -> None:
        while True:
            code = await self._hear_to_the_end()
            if not self._has_power:
                self.state = "off"
                return
            if code != _RESTART:
                self.deaths.append(code)
                await asyncio.sleep(_PAUSE_S)
            if len(self.deaths) == _MOST_DEATHS:
                self._has_power = False
            if self._has_power:
                await self._start()

    async def _hear_to_the_end(self) -> int:
        assert self._running is not None
        assert self._running.stdout is not None
        async for line in self._running.stdout:
            self.last_words.append(line.decode(errors="replace").strip())
            event = decode_event(line)
            if event is not None:
                self._note(event)
        code = await self._running.wait()
        self._note_connection(False)
        return code

    def _note(self, event: Event) -> None:
        self.newest[event.event] = event
        match event.event:
            case "reading":
                self.record.measured(event)
            case "sent":
                self.record.sent(event)
            case "acknowledged":
                self.record.answered(event)
            case "connected" if event.connection == "device":
                self._note_connection(True)
            case "disconnected" | "turned_away":
                self._note_connection(False, event.why)
        self.heard += 1
        self._news.set()

    def _note_connection(self, is_connected: bool, why: str = "") -> None:
        if is_connected != self.is_connected:
            self._counters.connected += 1 if is_connected else -1
            self._counters.connections_lost += not is_connected
        self.is_connected = is_connected
        self.state = "connected" if is_connected else f"not connected: {why}"
