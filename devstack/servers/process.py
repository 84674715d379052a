"""One server process: start, wait until it answers, stop, kill -9, start again on the same data."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

_POLL_S = 0.02
_CHECK_TIMEOUT_S = 3.0
_RELAUNCH_AFTER_S = 0.3


class ServerError(Exception):
    """A server cannot run; the message says why and what to do."""


class NotReadyError(Exception):
    """The server does not answer yet; the message may say what it waits for."""


class NotAnsweringError(ServerError):
    """The server ran until the deadline without answering (and was stopped)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What to execute. `uid`, `gid`: the user to run as when we are root."""

    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    uid: int | None = None
    gid: int | None = None


class Server(Protocol):
    """How one kind of server is prepared, asked whether it is ready, and stopped."""

    @property
    def name(self) -> str:
        """A short name for logs and messages."""

    @property
    def stop_signal(self) -> signal.Signals:
        """The signal that makes it finish cleanly."""

    @property
    def launches(self) -> int:
        """How often to launch when it exits before it is ready."""

    def prepare(self) -> Launch:
        """Write folders and configuration (blocking). Raises ServerError."""

    async def check(self) -> None:
        """One connection as a client would make it. Raises NotReadyError or OSError."""


class ServerProcess:
    """Runs a `Server`, independent of any event loop: start it in one, stop it in another.

    The child gets a session of its own, so a Ctrl-C of the terminal does not reach it.
    """

    def __init__(
        self, server: Server, *, log: Path, on_launch: Callable[[int], None] | None = None
    ) -> None:
        """`on_launch` is told the process id right after each launch."""
        self.server = server
        self.log = log
        self._on_launch = on_launch
        self._process: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The running (or last) process. Raises ServerError before the first launch."""
        if self._process is None:
            raise ServerError(f"{self.server.name} was never started")
        return self._process

    @property
    def pid(self) -> int:
        """Process id of the running (or last) process."""
        return self.process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs now."""
        return self._process is not None and self._process.poll() is None

    async def start(self, timeout_s: float = 60.0) -> None:
        """Launch and wait until it answers. Raises ServerError with the log's last lines."""
        deadline = time.monotonic() + timeout_s
        for remaining in range(self.server.launches - 1, -1, -1):
            await self.launch()
            if await self._answers(deadline):
                return
            if remaining and time.monotonic() < deadline:
                await asyncio.sleep(_RELAUNCH_AFTER_S)
        raise ServerError(f"{self.server.name} did not start:\n{self.last_lines()}")

    async def launch(self) -> None:
        """Start the process without waiting for readiness. Raises ServerError, OSError."""
        if self.alive:
            raise ServerError(f"{self.server.name} runs already (pid {self.pid})")
        command = await asyncio.to_thread(self.server.prepare)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            # Not asyncio's subprocess: that one dies with its event loop.
            self._process = subprocess.Popen(  # noqa: ASYNC220, S603  see above; our own arguments
                command.argv,
                env=dict(command.env) or None,
                cwd=command.cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=command.uid,
                group=command.gid,
                extra_groups=None if command.gid is None else [],
            )
        if self._on_launch is not None:
            self._on_launch(self.pid)

    async def _answers(self, deadline: float) -> bool:
        """Whether it answers; False when it exited. Stops it and raises when time is over."""
        while self.alive:
            try:
                async with asyncio.timeout(_CHECK_TIMEOUT_S):
                    await self.server.check()
                    return self.alive
            except (NotReadyError, OSError, TimeoutError) as error:
                waiting = str(error) or type(error).__name__
            if time.monotonic() > deadline:
                await self.stop()
                raise NotAnsweringError(
                    f"{self.server.name} runs but does not answer ({waiting}):\n{self.last_lines()}"
                )
            await asyncio.sleep(_POLL_S)
        return False

    async def exited(self) -> int:
        """Wait until the process ends; its return code (negative: the signal)."""
        process = self.process
        if process.poll() is None:
            await _told_by_the_kernel(process.pid)
        while (code := process.poll()) is None:  # noqa: ASYNC110  where the kernel cannot tell
            await asyncio.sleep(_POLL_S)
        return code

    async def stop(self, timeout_s: float = 10.0) -> None:
        """Ask to finish, wait, then kill. Does nothing when it does not run."""
        if not self.alive:
            return
        self.process.send_signal(self.server.stop_signal)
        try:
            async with asyncio.timeout(timeout_s):
                await self.exited()
        except TimeoutError:
            self.kill()

    def kill(self) -> None:
        """Send SIGKILL to the process itself (not to its children); reaped on return."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.process.wait()

    async def restart(self, timeout_s: float = 60.0) -> None:
        """Stop when it still runs, and start on the same data and ports."""
        await self.stop()
        await self.start(timeout_s)

    def last_lines(self, count: int = 15) -> str:
        """The end of the log, for messages."""
        return tail(self.log, count)


async def _told_by_the_kernel(pid: int) -> None:
    """Return when a child has ended; at once where there are no process descriptors."""
    if sys.platform != "linux":
        return
    try:
        descriptor = os.pidfd_open(pid)
    except OSError:
        return
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(descriptor, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


def tail(log: Path, count: int) -> str:
    """The last `count` lines of a log file; a remark when there is none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 65_536))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        lines = []
    return "\n".join(lines[-count:]) or "(nothing in the log)"
