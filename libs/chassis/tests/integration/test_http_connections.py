"""A listener has room for so many connections; who comes on top is told at once."""

import asyncio
from contextlib import AsyncExitStack

from devstack.servers.ports import LOOPBACK, free_port
from libs.chassis.http import create_app, http_worker
from libs.chassis.lifecycle import Readiness, run_workers

ROOM = 4
_QUESTION = b"GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n"


async def test_connections_beyond_the_room_are_answered_503() -> None:
    stop, readiness, port = asyncio.Event(), Readiness(), free_port()
    app = create_app(service="here", title="Here", readiness=readiness, verifier=None)
    worker = http_worker(app, host=LOOPBACK, port=port, max_connections=ROOM)
    async with asyncio.TaskGroup() as group, AsyncExitStack() as opened:
        group.create_task(run_workers([worker], readiness=readiness, stop=stop))
        await readiness.wait_for("http")
        answers = [await _ask(port, opened) for _ in range(ROOM)]
        stop.set()

    assert answers == [b"200"] * (ROOM - 1) + [b"503"], "uvicorn counts the one that asks"


async def _ask(port: int, opened: AsyncExitStack) -> bytes:
    """The status; the connection stays open."""
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    opened.callback(writer.close)
    writer.write(_QUESTION)
    return (await reader.readuntil(b"\r\n")).split()[1]
