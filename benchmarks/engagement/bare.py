"""The same bytes to as many sockets, and nothing else: what a stream costs at least."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import Any, Final

import uvloop

from benchmarks.child import Child, child_process, received
from devstack.servers.ports import LOOPBACK

_HEAD: Final = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
)
_EVENT: Final = (
    'event: balance\ndata: {{"communityId":"00000000-0000-0000-0000-000000000000",'
    '"asOf":"{as_of}","powerConsumedW":10000.0,"powerProducedW":0.0,"excessPowerW":-10000.0,'
    '"facilitiesFresh":20,"facilitiesStale":0,"facilitiesSilent":0,"facilitiesTotal":20,'
    '"freshRatio":1.0,"isReliable":true,"surplusSince":null}}\n\n'
)
_BACKLOG: Final = 2_048


@dataclass(frozen=True, slots=True)
class Listen:
    """Take connections from now on; answered with the port."""


@dataclass(frozen=True, slots=True)
class Send:
    """An event to everybody; answered with its instant as a timestamp."""


@asynccontextmanager
async def bare_server() -> AsyncIterator[Child]:
    """The process; its connections end with it."""
    async with child_process(_serve, name="bare") as child:
        yield child


def frame(now: datetime) -> bytes:
    """One event, as a chunk of the answer."""
    event = _EVENT.format(as_of=now.isoformat()).encode()
    return b"%x\r\n%b\r\n" % (len(event), event)


def _serve(connection: Connection) -> None:
    uvloop.run(_answer(connection))


async def _answer(connection: Connection) -> None:
    transports: set[asyncio.Transport] = set()
    loop = asyncio.get_running_loop()
    while True:
        question = await received(connection)
        if isinstance(question, Listen):
            server = await loop.create_server(
                lambda: _Stream(transports), LOOPBACK, 0, backlog=_BACKLOG
            )
            connection.send(server.sockets[0].getsockname()[1])
            continue
        now = datetime.now(UTC)
        event = frame(now)
        for transport in transports:
            transport.write(event)
        connection.send(now.timestamp())


class _Stream(asyncio.Protocol):
    def __init__(self, transports: set[asyncio.Transport]) -> None:
        self._transports = transports

    def connection_made(self, transport: Any) -> None:
        self._transport: asyncio.Transport = transport  # uvloop's are no subclass

    def connection_lost(self, _: Exception | None) -> None:
        self._transports.discard(self._transport)

    def data_received(self, _: bytes) -> None:
        self._transport.write(_HEAD)
        self._transports.add(self._transport)
