"""USERS -> Postgres -> outbox -> REGISTRY: an account's end is everywhere."""

from libs.chassis.testing.eventually import eventually
from libs.contracts import streams, subjects
from libs.contracts.codec import EventDecoder, encode
from libs.contracts.v1.dead_letter import DeadLetter
from libs.contracts.v1.registry import CommunityState, FacilityRemoved, FacilityState
from libs.contracts.v1.user import UserDeleted
from services.community.tests.integration.world import World, service
from services.community.tests.samples import ANNA, BRUNO, CARLA, NOON, user_confirmed


async def test_an_accounts_end_is_everywhere(world: World, unused_tcp_port: int) -> None:
    """Told while the service is away; its communities pass on, its facilities go."""
    client = world.client(unused_tcp_port)
    async with service(world.settings(unused_tcp_port)):
        gone, kept = await client.add_facility(), await client.add_facility()
        community = await client.found_community()
        for user in (ANNA, BRUNO):
            await client.ask("PUT", f"/community/{community}/facility/{kept}", user)
        await client.ask("PUT", f"/user/{CARLA}/facility/{kept}", ANNA, {"role": "owner"})
        await world.told(subjects.facility(kept), 3)
    for user in (ANNA, BRUNO):
        event = UserDeleted(user_id=user, version=2, occurred_at=NOON)
        await world.bus.publish(subjects.user(user), encode(event), message_id=str(user))

    async with service(world.settings(unused_tcp_port)):
        tombstone = await world.told(subjects.facility(gone), 2)
        passed = await world.told(subjects.community(community), 2)
        shared = await world.told(subjects.facility(kept), 4)

    assert isinstance(tombstone, FacilityRemoved)
    assert isinstance(passed, CommunityState)
    assert passed.representative_id == CARLA
    assert not isinstance(shared, FacilityRemoved)


async def test_what_cannot_be_read_is_put_aside_without_its_content(
    world: World, unused_tcp_port: int
) -> None:
    """USERS is the only stream with personal data."""
    async with service(world.settings(unused_tcp_port)):
        await world.bus.publish(
            subjects.user(ANNA), b'{"email": "anna@example.org"', message_id="1"
        )

        async def letter() -> bytes:
            kept = await world.bus.js.get_last_msg(
                streams.DEAD_LETTERS.name, subjects.dead_letter("community", "malformed")
            )
            return kept.data or b""

        async def is_kept() -> bool:
            info = await world.bus.js.stream_info(streams.DEAD_LETTERS.name)
            return info.state.messages == 1

        await eventually(is_kept, timeout_s=20)
        put_aside = EventDecoder[DeadLetter](DeadLetter).decode(await letter())

    assert put_aside.payload_excerpt == b""
    assert "example" not in put_aside.detail


async def test_who_is_invited_and_then_signs_up_accepts(world: World, unused_tcp_port: int) -> None:
    """FR6.1: the address travels on USERS only, and is not at rest here."""
    client = world.client(unused_tcp_port)
    settings = world.settings(unused_tcp_port, address_key="a key of thirty-two bytes, or so")
    async with service(settings):
        facility = await client.add_facility()
        body = {"email": "carla@example.org", "role": "viewer"}
        invited = await client.ask("POST", f"/facility/{facility}/invitation", ANNA, body)
        confirmed = user_confirmed(CARLA, "carla@example.org")
        await world.bus.publish(subjects.user(CARLA), encode(confirmed), message_id="1")

        async def sees_it() -> bool:
            return bool((await client.ask("GET", "/user/invitation", CARLA)).json())

        await eventually(sees_it, timeout_s=20)
        path = f"/user/invitation/{invited.json()['invitationId']}/accept"
        accepted = await client.ask("POST", path, CARLA)
        state = await world.told(subjects.facility(facility), 2)

    assert accepted.status_code == 200, accepted.text
    assert isinstance(state, FacilityState)
    assert (CARLA, "viewer") in [(user.user_id, user.role) for user in state.users]


async def test_without_a_key_nobody_is_invited(world: World, unused_tcp_port: int) -> None:
    client = world.client(unused_tcp_port)
    async with service(world.settings(unused_tcp_port)):
        facility = await client.add_facility()
        body = {"email": "carla@example.org", "role": "viewer"}
        answer = await client.ask("POST", f"/facility/{facility}/invitation", ANNA, body)

    assert (answer.status_code, answer.json()["code"]) == (409, "invitations_off")
