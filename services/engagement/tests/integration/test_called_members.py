"""Who is told, over days (FR4.1, FR4.2), on real servers: the right people, and never too often."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from libs.chassis.testing.eventually import eventually
from services.engagement.tests.integration.world import World, service

DAY = 24 * 60
PREFERENCE = "/notification/preference"
REPRESENTATIVE, NOT_WANTED, SIESTA, CURIOUS, ELSEWHERE = range(5)


def a_monday_noon() -> datetime:
    """In Rome, of the last week that is over."""
    today = datetime.now(ZoneInfo("Europe/Rome")).date()
    day = today - timedelta(days=7 + today.weekday())
    return datetime.combine(day, time(12), ZoneInfo("Europe/Rome")).astimezone(UTC)


async def decide(world: World, port: int) -> None:
    """What four of the five members decided."""
    quiet = {"quietFrom": "11:30", "quietTo": "14:00"}
    own = f"{PREFERENCE}/community/{world.community_id}"
    for user, path, body in (
        (NOT_WANTED, PREFERENCE, {"wanted": False}),
        (SIESTA, PREFERENCE, quiet),
        (CURIOUS, PREFERENCE, {"surplusOver": True, "language": "it"}),
        (ELSEWHERE, own, {"wanted": False}),
    ):
        async with world.client(port, user) as client:
            answer = await client.put(path, json=body)
            assert answer.status_code == httpx.codes.OK, answer.text


async def outcomes(client: httpx.AsyncClient, world: World, number: int) -> dict[str, int] | None:
    """Of the call of the episode so many from the first on; None before it is over."""
    path = f"/live/community/{world.community_id}/episode"
    episodes = (await client.get(path)).json()[::-1]
    if len(episodes) <= number or episodes[number]["endedAt"] is None:
        return None
    seen = (await client.get(f"{path}/{episodes[number]['episodeId']}")).json()
    found: dict[str, int] = seen["audience"]["outcomes"]
    return found


async def surplus(world: World, client: httpx.AsyncClient, number: int, minute: int) -> Any:
    """An hour of surplus from that minute on, and how its call went."""
    await world.measure_surplus(minute, minute + 60)
    for after in (61, 62):
        await world.measure(0, minute + after, 100)

    async def is_over() -> bool:
        return await outcomes(client, world, number) is not None

    await eventually(is_over)
    return await outcomes(client, world, number)


async def test_the_right_people_are_told_and_limits_hold_over_days(
    world: World, unused_tcp_port: int
) -> None:
    world.start = a_monday_noon()
    await world.register(facilities=5)
    settings = world.settings(unused_tcp_port)
    others = {"not_wanted": 2, "quiet_hours": 1}
    async with service(settings), world.client(unused_tcp_port, REPRESENTATIVE) as client:
        await decide(world, unused_tcp_port)
        assert await surplus(world, client, 0, 0) == {"told": 2, **others}
        # Five hours later it is no siesta any more, and the others have been told today.
        evening = await surplus(world, client, 1, 5 * 60)
        assert evening == {"told": 1, "not_wanted": 2, "day_limit": 2}
    async with service(settings), world.client(unused_tcp_port, REPRESENTATIVE) as client:
        # Three calls a week are spread over it: Monday, Wednesday, Friday.
        assert await surplus(world, client, 2, DAY) == {"told_lately": 2, **others}
        assert await surplus(world, client, 3, 2 * DAY) == {"told": 2, **others}
        assert await surplus(world, client, 4, 4 * DAY) == {"told": 2, **others}
        assert await surplus(world, client, 5, 6 * DAY) == {"week_limit": 2, **others}
        await eventually(lambda: len(world.lines()) == 10)
    told = [(line["userId"], line["kind"]) for line in world.lines()]
    counts = [told.count((str(world.user_id(user)), "surplus_detected")) for user in range(5)]
    assert counts == [3, 0, 1, 3, 0]
    assert told.count((str(world.user_id(CURIOUS)), "surplus_over")) == 3
    assert len({line["notificationId"] for line in world.lines()}) == 10


@pytest.mark.slow
async def test_an_open_inbox_hears_at_once_on_any_replica_and_resumes(
    world: World, unused_tcp_port_factory: Any
) -> None:
    other, showing = unused_tcp_port_factory(), unused_tcp_port_factory()
    await world.register(facilities=2)
    async with (
        service(world.settings(other, replica_team="a")),
        service(world.settings(showing, replica_team="a")),
        world.client(showing, 1) as client,
    ):
        async with news(client) as stream:
            position, first = await anext(stream)
            assert first == {"unreadCount": 0, "notifications": []}
            await world.measure_surplus(0, 11)
            _, told = await anext(stream)
            assert told["unreadCount"] == 1
            assert [each["kind"] for each in told["notifications"]] == ["surplus_detected"]
            async with world.client(other, 1) as elsewhere:
                answer = await elsewhere.post("/notification/read-all")
                assert answer.status_code == httpx.codes.NO_CONTENT
            _, read = await anext(stream)
            assert read == {"unreadCount": 0, "notifications": []}
        async with news(client, after=position) as stream:
            _, resumed = await anext(stream)
            assert [each["notificationId"] for each in resumed["notifications"]] == [
                each["notificationId"] for each in told["notifications"]
            ]
        wrong = await client.get("/notification/stream", headers={"Last-Event-ID": "x"})
        assert wrong.status_code == httpx.codes.BAD_REQUEST


@asynccontextmanager
async def news(
    client: httpx.AsyncClient, *, after: str | None = None
) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    """The (id, data) pairs of the inbox's stream."""
    headers = {} if after is None else {"Last-Event-ID": after}
    async with client.stream("GET", "/notification/stream", headers=headers) as response:
        assert response.status_code == httpx.codes.OK
        yield _pairs(response)


async def _pairs(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    """An id stands after its data."""
    data: Any = None
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if name == "data":
            data = json.loads(value)
        elif name == "id":
            position = value
        elif not line and data is not None:
            yield position, data
            data = None
