"""A TCP proxy that cuts, delays and goes silent, to put between a client and a real server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from libs.chassis.testing.tcp_stand_in import tcp_stand_in

_CHUNK_BYTES: Final = 65_536


class TcpFaultProxy:
    """Forwards bytes to (host, port) until told to misbehave."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._refusing = False
        self.delay_s = 0.0
        self.port = 0

    def url(self, server: str) -> str:
        """The URL of a server, with this proxy in its place."""
        parts = urlsplit(server)
        user, at, _ = parts.netloc.rpartition("@")
        return urlunsplit(parts._replace(netloc=f"{user}{at}127.0.0.1:{self.port}"))

    def cut(self) -> None:
        """Break every connection there is now."""
        for writer in self._writers:
            writer.transport.abort()

    def refuse(self, refusing: bool = True) -> None:
        """Break every connection and, while refusing, each new one at once."""
        self._refusing = refusing
        if refusing:
            self.cut()

    def silence(self, silent: bool = True) -> None:
        """Keep connections open and pass nothing on (half-open), or pass everything on again."""
        if silent:
            self._flowing.clear()
        else:
            self._flowing.set()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Callback of the listening socket."""
        if self._refusing:
            writer.transport.abort()
            return
        try:
            upstream_reader, upstream_writer = await asyncio.open_connection(self._host, self._port)
        except OSError:
            writer.transport.abort()
            return
        both = {writer, upstream_writer}
        self._writers |= both
        try:
            await asyncio.gather(
                self._pump(reader, upstream_writer), self._pump(upstream_reader, writer)
            )
        finally:
            self._writers -= both
            upstream_writer.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await source.read(_CHUNK_BYTES):
                await self._flowing.wait()
                if self.delay_s:
                    await asyncio.sleep(self.delay_s)
                sink.write(chunk)
                await sink.drain()
        sink.transport.abort()


@asynccontextmanager
async def fault_proxy(host: str, port: int) -> AsyncIterator[TcpFaultProxy]:
    """A proxy on a free loopback port (`.port`) in front of a server."""
    proxy = TcpFaultProxy(host, port)
    async with tcp_stand_in(proxy.accept) as proxy.port:
        yield proxy
