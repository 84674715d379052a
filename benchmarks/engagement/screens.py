"""Screens that watch live streams: raw sockets in a process of their own, to be cheap."""

import asyncio
import re
import time
from array import array
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any, Final

import uvloop

from benchmarks.child import Child, LoadError, child_process, received
from benchmarks.measuring.quantiles import Latency, latency_of
from devstack.servers.ports import LOOPBACK

_AS_OF: Final = re.compile(rb'"asOf":"([^"]+)"')
_FRAME_END: Final = b"\n\n"
_OK: Final = b"HTTP/1.1 200 "
_AT_ONCE: Final = 100
_CONNECTED_WITHIN_S: Final = 120.0


@dataclass(frozen=True, slots=True)
class Watch:
    """`clients` streams of the same path with the same token."""

    path: str
    token: str
    clients: int


@dataclass(frozen=True, slots=True)
class Connect:
    """Open all streams; answered with Connected."""

    port: int
    watches: Sequence[Watch]


@dataclass(frozen=True, slots=True)
class Connected:
    """How it went. `refused`: streams not opened."""

    clients: int
    refused: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Forget:
    """Count from now on; answered with Heard, of the time before."""


@dataclass(frozen=True, slots=True)
class Tell:
    """What was heard so far; answered with Heard."""


@dataclass(frozen=True, slots=True)
class Heard:
    """`newest`: how many clients have which event last, by its instant as a timestamp."""

    events: int
    newest: Mapping[float, int]
    latency: Latency | None


def events_in(data: bytes) -> tuple[list[bytes], bytes]:
    """The instants of the whole events, and what there is of one that is not whole."""
    whole, _, rest = data.rpartition(_FRAME_END)
    return _AS_OF.findall(whole), rest


@lru_cache(maxsize=1024)
def timestamp(instant: bytes) -> float:
    """The instant of an event as seconds since 1970."""
    return datetime.fromisoformat(instant.decode()).timestamp()


@asynccontextmanager
async def screens() -> AsyncIterator[Child]:
    """The process; its streams end with it."""
    async with child_process(_serve, name="screens") as child:
        yield child


def _serve(connection: Connection) -> None:
    uvloop.run(_answer(connection))


async def _answer(connection: Connection) -> None:
    audience = _Audience()
    while True:
        question = await received(connection)
        if isinstance(question, Connect):
            connection.send(await audience.connect(question))
            continue
        heard = audience.heard()
        if isinstance(question, Forget):
            audience.forget()
        connection.send(heard)


class _Audience:
    """All screens, and what they have got."""

    def __init__(self) -> None:
        self.delays_s = array("d")
        self._screens: list[_Screen] = []

    async def connect(self, wanted: Connect) -> Connected:
        """A hundred at a time. Raises LoadError when some are never answered."""
        gate, started_at = asyncio.Semaphore(_AT_ONCE), time.perf_counter()
        try:
            async with asyncio.timeout(_CONNECTED_WITHIN_S):
                await asyncio.gather(
                    *(
                        self._connect(wanted.port, watch, gate)
                        for watch in wanted.watches
                        for _ in range(watch.clients)
                    )
                )
        except TimeoutError:
            raise LoadError("not all live streams were answered") from None
        refused = sum(not screen.is_open for screen in self._screens)
        return Connected(len(self._screens) - refused, refused, time.perf_counter() - started_at)

    async def _connect(self, port: int, watch: Watch, gate: asyncio.Semaphore) -> None:
        async with gate:
            screen = _Screen(self, watch)
            self._screens.append(screen)
            await asyncio.get_running_loop().create_connection(lambda: screen, LOOPBACK, port)
            await screen.answered.wait()

    def heard(self) -> Heard:
        """Since the last `forget`."""
        newest = Counter(screen.newest for screen in self._screens)
        return Heard(
            len(self.delays_s),
            {timestamp(instant): count for instant, count in newest.items() if instant},
            latency_of(self.delays_s),
        )

    def forget(self) -> None:
        """Count from now on."""
        self.delays_s = array("d")


class _Screen(asyncio.Protocol):
    """One stream."""

    __slots__ = ("_audience", "_rest", "_watch", "answered", "is_open", "newest")

    def __init__(self, audience: _Audience, watch: Watch) -> None:
        self.answered = asyncio.Event()
        self.is_open = False
        self.newest = b""
        self._audience = audience
        self._watch = watch
        self._rest = b""

    def connection_made(self, transport: Any) -> None:
        transport.write(
            f"GET {self._watch.path} HTTP/1.1\r\nHost: {LOOPBACK}\r\n"
            f"Authorization: Bearer {self._watch.token}\r\n\r\n".encode()
        )

    def connection_lost(self, _: Exception | None) -> None:
        self.is_open = False
        self.answered.set()

    def data_received(self, data: bytes) -> None:
        now = time.time()
        if not self.answered.is_set():
            self.is_open = data.startswith(_OK)
            self.answered.set()
        instants, self._rest = events_in(self._rest + data)
        for instant in instants:
            self._audience.delays_s.append(now - timestamp(instant))
            self.newest = instant
