"""Parts in stages: started one stage after the other, stopped in the opposite order."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from devstack.servers import leftovers
from devstack.servers.process import Server, ServerProcess
from devstack.supervisor.events import PartEvent
from devstack.supervisor.part import Part, Patience


async def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Servers that start together. `then` runs when all of them are ready."""

    servers: Sequence[Server]
    then: Callable[[], Awaitable[None]] = _nothing


class Supervisor:
    """Runs the stages' servers, their logs in `folder`/log. `tell` gets every PartEvent.

    The logs of the run before stay beside them as *.previous.log. `folder`/processes remembers
    the process ids, so that the next run can end what a killed supervisor left behind.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        *,
        folder: Path,
        tell: Callable[[PartEvent], None],
        patience: Patience | None = None,
    ) -> None:
        self._folder = folder
        self._stages = [
            (
                tuple(self._part(server, tell, patience or Patience()) for server in stage.servers),
                stage,
            )
            for stage in stages
        ]
        self._parts = {part.name: part for parts, _ in self._stages for part in parts}

    @property
    def parts(self) -> Mapping[str, Part]:
        """All parts by name, in starting order."""
        return self._parts

    def pids(self) -> dict[str, int]:
        """Process ids of the parts that run now."""
        return {name: p.process.pid for name, p in self._parts.items() if p.process.alive}

    async def __aenter__(self) -> Self:
        """Start everything. Raises PartFailedError with everything stopped again."""
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """Stop stage by stage, the last started first. Cancelled, it kills what still runs."""
        try:
            for parts, _ in reversed(self._stages):
                await asyncio.gather(*(part.stop() for part in parts))
        finally:
            for part in self._parts.values():
                part.process.kill()

    async def failure(self) -> None:
        """Wait until a part is given up and raise its PartFailedError; never returns otherwise."""
        watches = {part.watch for part in self._parts.values() if part.watch is not None}
        while watches:
            done, watches = await asyncio.wait(watches, return_when=asyncio.FIRST_COMPLETED)
            for watch in done:
                if not watch.cancelled() and (error := watch.exception()):
                    raise error

    def kill(self, name: str) -> None:
        """Send SIGKILL to a part; it is started again on the same data. Raises KeyError."""
        self._parts[name].kill()

    async def wait_until_ready(self, *names: str) -> None:
        """Return when these parts (all, when none is named) are ready. Raises PartFailedError."""
        for name in names or self._parts:
            await self._parts[name].wait_until_ready()

    def _part(self, server: Server, tell: Callable[[PartEvent], None], patience: Patience) -> Part:
        process = ServerProcess(
            server,
            log=self._folder / "log" / f"{server.name}.log",
            on_launch=lambda pid: leftovers.record(self._folder, pid),
        )
        return Part(process, tell=tell, patience=patience)

    def _keep_previous_logs(self) -> None:
        (self._folder / "log").mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in self._parts.values():
            if part.process.log.exists():
                part.process.log.replace(part.process.log.with_suffix(".previous.log"))

    async def _start(self) -> None:
        self._keep_previous_logs()
        for parts, stage in self._stages:
            try:
                async with asyncio.TaskGroup() as starting:
                    for part in parts:
                        starting.create_task(part.start())
            except BaseExceptionGroup as group:
                # The first one is the cause; the task group cancelled the others.
                raise group.exceptions[0] from None
            await stage.then()
