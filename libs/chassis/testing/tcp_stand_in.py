"""A TCP server of a test's own, of which nothing is left when the test ends."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

LOOPBACK: Final = "127.0.0.1"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def tcp_stand_in(
    serve: Serve, *, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Calls `serve` for each connection and closes it afterwards; gives the loopback port.

    A client that leaves in the middle ends its `serve`. At the end every connection is broken.
    """
    conversations: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        conversations[task] = writer
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, OSError):
                await serve(reader, writer)
        finally:
            writer.close()
            task.add_done_callback(conversations.pop)

    server = await asyncio.start_server(converse, LOOPBACK, port, ssl=tls)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        left = dict(conversations)
        for task, writer in left.items():
            task.cancel()
            writer.transport.abort()
        await asyncio.gather(*left, return_exceptions=True)
        closing = [writer.wait_closed() for writer in left.values()]
        await asyncio.gather(*closing, return_exceptions=True)
        await server.wait_closed()


@asynccontextmanager
async def json_stand_in(document: object) -> AsyncIterator[str]:
    """A web server that answers everything with this document; its URL."""
    body = json.dumps(document).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(head.encode() + body)
        await writer.drain()

    async with tcp_stand_in(answer) as port:
        yield f"http://{LOOPBACK}:{port}/"
