"""Live streams over a real server (FR3.1 to FR3.3): at once, on change, on any replica, limited."""

from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import httpx
import pytest

from libs.chassis import sse
from libs.chassis.testing.eventually import eventually
from services.engagement.tests.integration.event_stream import events
from services.engagement.tests.integration.world import World, service


async def test_screens_show_the_newest_value_at_once_and_changes_as_they_come(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=2)
    await world.measure(0, 0, -1500)
    path = f"/live/community/{world.community_id}"
    async with service(world.settings(unused_tcp_port)), world.client(unused_tcp_port, 0) as client:
        await _until_known(client, path)
        async with (
            events(client, path) as balances,
            events(client, f"/live/facility/{world.facility_id(0)}") as powers,
        ):
            name, balance = await anext(balances)
            assert (name, balance["powerProducedW"]) == ("balance", 1500)
            name, power = await anext(powers)
            assert (name, power["powerProducedW"]) == ("power", 1500)
            await world.measure(0, 1, 250)
            _, balance = await anext(balances)
            assert (balance["powerConsumedW"], balance["excessPowerW"]) == (250, -250)
            _, power = await anext(powers)
            assert (power["powerConsumedW"], power["powerProducedW"]) == (250, 0)


@pytest.mark.slow
async def test_any_replica_shows_what_another_one_folds(
    world: World, unused_tcp_port_factory: Any
) -> None:
    """One of the two folds the community; both show it."""
    ports = [unused_tcp_port_factory() for _ in range(2)]
    await world.register(facilities=1)
    path = f"/live/community/{world.community_id}"
    async with AsyncExitStack() as opened:
        screens = []
        for port in ports:
            await opened.enter_async_context(service(world.settings(port, replica_team="a")))
            client = await opened.enter_async_context(world.client(port, 0))
            screens += [
                await opened.enter_async_context(events(client, shown))
                for shown in (path, f"/live/facility/{world.facility_id(0)}")
            ]
        await world.measure(0, 0, -900)
        values = [(await anext(screen))[1] for screen in screens]
        assert [value["powerProducedW"] for value in values] == [900] * 4


@pytest.mark.slow
async def test_streams_are_limited_and_end_with_reader_token_or_service(
    world: World, unused_tcp_port: int
) -> None:
    await world.register(facilities=2)
    await world.measure(0, 0, -900)
    path = f"/live/community/{world.community_id}"
    running = service(world.settings(unused_tcp_port, streams_per_user=1))
    await running.__aenter__()
    async with world.client(unused_tcp_port, 0) as client:
        await _until_known(client, path)
        async with events(client, path) as balances:
            await anext(balances)
            refused = await client.get(path)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
            assert int(refused.headers["retry-after"]) > 0

        async with (
            world.client(unused_tcp_port, 1, expires_in_s=3) as short,
            events(short, path) as balances,
        ):
            assert [name async for name, _ in balances] == ["balance"]

        await eventually(lambda: _opens(client, path))
        async with events(client, path) as balances:
            await anext(balances)
            await running.__aexit__(None, None, None)
            assert [event async for event in balances] == []


async def test_a_stream_ends_with_its_session(
    world: World, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FR2.3: within a heartbeat, here a short one, although the token would live on."""
    monkeypatch.setattr(sse, "HEARTBEAT_S", 0.1)
    await world.register(facilities=1)
    await world.measure(0, 0, -900)
    path = f"/live/community/{world.community_id}"
    session_id = uuid4()
    async with (
        service(world.settings(unused_tcp_port)),
        world.client(unused_tcp_port, 0) as client,
        world.client(unused_tcp_port, 0, session_id=session_id) as signed_out,
    ):
        await _until_known(client, path)
        async with events(signed_out, path) as balances:
            await anext(balances)
            await world.end_session(session_id)
            assert [event async for event in balances] == []
        assert (await signed_out.get(path)).status_code == httpx.codes.UNAUTHORIZED
        assert (await client.get(f"{path}/snapshot")).status_code == httpx.codes.OK


async def _opens(client: httpx.AsyncClient, path: str) -> bool:
    """The place of a stream is given back a moment after its reader left."""
    async with client.stream("GET", path) as response:
        return response.status_code == httpx.codes.OK


async def _until_known(client: httpx.AsyncClient, path: str) -> None:
    async def known() -> bool:
        return (await client.get(f"{path}/snapshot")).status_code == httpx.codes.OK

    await eventually(known)
