"""A server whose life a test decides."""

import signal
import sys
from pathlib import Path

from devstack.servers.process import Launch, NotReadyError
from devstack.supervisor.events import PartEvent, PartState
from devstack.supervisor.part import Patience

IMPATIENT = Patience(
    ready_s=20, stop_s=5, quick_deaths=3, settled_s=60, first_pause_s=0.01, longest_pause_s=0.02
)
RUN = "import signal; signal.pause()"


class FakeServer:
    """Ready as soon as its program has written the file `name`.ready."""

    launches = 1
    stop_signal = signal.SIGTERM

    def __init__(
        self, name: str, folder: Path, *, then: str = RUN, becomes_ready: bool = True
    ) -> None:
        self.name = name
        self._mark = folder / f"{name}.ready"
        write = f"open({str(self._mark)!r}, 'w').close(); " if becomes_ready else ""
        self._program = f"print('{name} was here', flush=True); {write}{then}"

    def prepare(self) -> Launch:
        self._mark.unlink(missing_ok=True)
        return Launch(argv=(sys.executable, "-I", "-S", "-c", self._program))

    async def check(self) -> None:
        if not self._mark.exists():
            raise NotReadyError("no mark yet")


class Told(list[PartEvent]):
    """Collects events."""

    def states(self, part: str) -> list[PartState]:
        return [event.state for event in self if event.part == part]
