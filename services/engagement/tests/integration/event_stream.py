"""Reading server-sent events as a screen does."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx


@asynccontextmanager
async def events(
    client: httpx.AsyncClient, path: str
) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    """The (event, data) pairs of a stream."""
    async with client.stream("GET", path) as response:
        assert response.status_code == httpx.codes.OK
        assert response.headers["content-type"].startswith("text/event-stream")
        yield _pairs(response)


async def _pairs(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    event = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield event, json.loads(line.removeprefix("data: "))
