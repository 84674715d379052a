"""Who is away is told soon; who is there may take its time."""

import httpx
import pytest

from operate.reach.services import connection_to
from operate.settings import read_settings


async def test_a_service_has_to_be_there_within_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, float]] = []

    async def answer(_: object, request: httpx.Request) -> httpx.Response:
        asked.append(request.extensions["timeout"])
        return httpx.Response(200)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", answer)

    async with connection_to(read_settings(None, {}), "user") as users:
        await users.call("GET", "/user")

    [times] = asked
    assert times["connect"] <= 10 < times["read"]
