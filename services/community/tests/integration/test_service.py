"""HTTP -> Postgres -> outbox -> REGISTRY: what people decide is what the other services know."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.tokens import TestIssuer
from libs.contracts import streams, subjects
from libs.contracts.v1.registry import (
    REGISTRY_DECODER,
    CommunityRemoved,
    CommunityState,
    FacilityRemoved,
    FacilityState,
)
from services.community.tests.integration.world import Client, World, service
from services.community.tests.samples import ANNA, BRUNO, CARLA


async def test_a_decision_becomes_a_state_on_the_stream(world: World, unused_tcp_port: int) -> None:
    async with service(world.settings(unused_tcp_port)):
        client = world.client(unused_tcp_port)
        facility, community = await client.add_facility(), await client.found_community()
        device = {"deviceId": "meter-1", "validFrom": "2026-01-01T00:00:00Z"}
        member = f"/community/{community}/facility/{facility}"
        await client.ask("PUT", f"/facility/{facility}/device", ANNA, device)
        await client.ask("PUT", f"/user/{CARLA}/facility/{facility}", ANNA, {"role": "viewer"})
        await client.ask("PUT", member, ANNA)
        joined = (await client.ask("PUT", member, BRUNO)).json()

        state = await world.told(subjects.facility(facility), 4)
        founded = await world.told(subjects.community(community), 1)

    assert isinstance(state, FacilityState)
    assert [(user.user_id, user.role) for user in state.users] == [
        (ANNA, "owner"),
        (CARLA, "viewer"),
    ]
    assert [(each.device_id, each.valid_to) for each in state.devices] == [("meter-1", None)]
    (membership,) = state.communities
    assert (membership.community_id, membership.valid_to) == (community, None)
    assert membership.valid_from.isoformat().replace("+00:00", "Z") == joined["validFrom"]
    assert isinstance(founded, CommunityState)
    assert (founded.name, founded.representative_id) == ("Solara", BRUNO)


async def test_what_is_removed_leaves_a_tombstone(world: World, unused_tcp_port: int) -> None:
    async with service(world.settings(unused_tcp_port)):
        client = world.client(unused_tcp_port)
        facility, community = await client.add_facility(), await client.found_community()
        await client.ask("PUT", f"/facility/{facility}/device", ANNA, {"deviceId": "meter-1"})
        for user in (ANNA, BRUNO):
            await client.ask("PUT", f"/community/{community}/facility/{facility}", user)

        await client.ask("DELETE", f"/community/{community}", BRUNO)
        await client.ask("DELETE", f"/facility/{facility}", ANNA)

        gone = await world.told(subjects.facility(facility), 5)
        dissolved = await world.told(subjects.community(community), 2)
        info = await world.bus.js.stream_info(streams.REGISTRY.name)

    assert isinstance(dissolved, CommunityRemoved)
    assert isinstance(gone, FacilityRemoved)
    assert [(each.device_id, each.valid_to is None) for each in gone.devices] == [
        ("meter-1", False)
    ]
    assert [(each.community_id, each.valid_to is None) for each in gone.communities] == [
        (community, False)
    ]
    assert info.state.messages == 2


async def test_two_replicas_tell_every_version_once_and_in_order(
    world: World, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """Also when both serve changes of the same facility."""
    ports = [unused_tcp_port_factory(), unused_tcp_port_factory()]
    users = [UUID(int=1_000 + n) for n in range(20)]
    heard: list[int] = []
    async with (
        service(world.settings(ports[0])),
        service(world.settings(ports[1])),
        world.bus.subscribe_live(subjects.FACILITIES) as messages,
    ):
        clients = [world.client(port) for port in ports]
        facility = await clients[0].add_facility()
        await asyncio.gather(
            *[_share(clients[n % 2], facility, user) for n, user in enumerate(users)]
        )
        await world.told(subjects.facility(facility), 21)
        async with asyncio.timeout(10):
            async for message in messages:
                heard.append(REGISTRY_DECODER.decode(message.data).version)
                if heard[-1] == 21:
                    break

    assert heard == list(range(1, 22))


async def _share(client: Client, facility: UUID, user: UUID) -> None:
    body = {"role": "viewer"}
    answer = await client.ask("PUT", f"/user/{user}/facility/{facility}", ANNA, body)
    assert answer.status_code == 200, answer.text


async def test_only_the_user_services_tokens_count(world: World, unused_tcp_port: int) -> None:
    async with service(world.settings(unused_tcp_port)):
        forged = Client(unused_tcp_port, TestIssuer())
        ours = world.client(unused_tcp_port)

        refused = await forged.ask("GET", "/user/facility")
        served = await ours.ask("GET", "/user/facility")

    assert (refused.status_code, refused.json()["code"]) == (401, "unauthenticated")
    assert (served.status_code, served.json()) == (200, [])


async def test_a_restart_keeps_everything(world: World, unused_tcp_port: int) -> None:
    client = world.client(unused_tcp_port)
    async with service(world.settings(unused_tcp_port)):
        facility = await client.add_facility()
        before = (await client.ask("GET", f"/facility/{facility}")).json()
    async with service(world.settings(unused_tcp_port)):
        after = (await client.ask("GET", f"/facility/{facility}")).json()
        first = await world.told(subjects.facility(facility), 1)

        await client.ask("PUT", f"/facility/{facility}/device", ANNA, {"deviceId": "meter-1"})
        await eventually(lambda: world.told(subjects.facility(facility), 2))

    assert after == before
    assert isinstance(first, FacilityState)
