"""Who is let in where, and that nobody takes another's session (NF11)."""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta

import aiomqtt
import pytest

from devstack.pytest_servers import NATS_AS_BROKER
from devstack.servers.ports import LOOPBACK
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.certificates import SERVER, Leaf
from services.device_gateway.tests.integration.broker.world import (
    GATEWAY_ID,
    Ear,
    World,
    knock,
    listening,
)

on_mosquitto = pytest.mark.parametrize("world", ["mosquitto"], indirect=True)
on_nats = pytest.mark.parametrize("world", [NATS_AS_BROKER], indirect=True)


def _kinds(world: World) -> dict[str, Leaf | None]:
    return {
        "its own": world.leaf("victim"),
        "none": None,
        "expired": world.devices.leaf("victim", ends_in=timedelta(minutes=-1)),
        "not yet valid": world.devices.leaf("victim", starts_in=timedelta(days=1)),
        "a server's": world.devices.leaf("victim", usage=SERVER),
        "another authority's": world.strangers.leaf("victim"),
        "a batch's": world.claims.leaf("victim"),
        "signed by a device": world.devices.leaf("victim", signed_by=world.leaf("intruder")),
    }


@pytest.mark.parametrize(
    ("shown", "let_in"),
    [
        ("its own", True),
        ("none", False),
        ("expired", False),
        ("not yet valid", False),
        ("a server's", False),
        ("another authority's", False),
        ("a batch's", False),
        ("signed by a device", False),
    ],
)
async def test_a_device_comes_in_with_a_certificate_of_its_authority(
    world: World, shown: str, let_in: bool
) -> None:
    leaf = _kinds(world)[shown]
    answer = await asyncio.to_thread(world.knock, leaf, "victim", port=world.devices_port)
    assert (answer == "accepted") is let_in, answer


async def test_a_device_certificate_opens_no_other_door(world: World) -> None:
    leaf = world.leaf("intruder")
    at_claims = await asyncio.to_thread(world.knock, leaf, "claim-1", port=world.claims_port)
    assert at_claims.startswith("refused")
    at_system = await asyncio.to_thread(world.knock, leaf, "intruder", port=world.system_port)
    assert at_system.startswith("refused")


@pytest.mark.parametrize(
    "user", [None, ("gateway", "guess"), ("gateway", ""), ("intruder", ""), ("", "")]
)
async def test_the_system_comes_in_with_its_password(
    world: World, user: tuple[str, str] | None
) -> None:
    answer = await asyncio.to_thread(knock, world.system_port, "anybody", None, user)
    assert answer.startswith("refused")
    async with world.gateway("another-gateway"):
        pass


async def test_devices_speak_tls_only(world: World) -> None:
    for port in (world.devices_port, world.claims_port):
        answer = await asyncio.to_thread(knock, port, "anybody", None, ("gateway", "guess"))
        assert answer.startswith("refused")


async def test_a_password_makes_no_device_the_system(world: World, gateway: Ear) -> None:
    client = world.device("intruder", username="gateway", password="only the gateway knows")
    async with client:
        await client.publish(topics.readings("victim"), b"forged", qos=1)
        await client.publish(topics.readings("intruder"), b"own", qos=1)
    await gateway.has_heard((topics.readings("intruder"), b"own"))
    assert gateway.heard == [(topics.readings("intruder"), b"own")]


_FOREIGN_IDS = pytest.mark.parametrize(
    "client_id", ["victim", GATEWAY_ID, "", "bridge", "claims-bridge", "meriggio-device-gateway"]
)


@_FOREIGN_IDS
async def test_no_device_takes_anothers_session(
    world: World, gateway: Ear, victim: Ear, client_id: str
) -> None:
    """Another name than the certificate's is ignored by mosquitto, and refused on NATS."""
    leaf = world.leaf("intruder")
    answer = await asyncio.to_thread(world.knock, leaf, client_id, port=world.devices_port)
    assert (answer == "accepted") is world.speaks_mqtt_5
    assert await victim.is_alive()
    assert await gateway.is_alive()


@_FOREIGN_IDS
@on_mosquitto
async def test_what_a_device_calls_itself_is_ignored(
    world: World, gateway: Ear, client_id: str
) -> None:
    client = world.with_certificate(world.leaf("intruder"), client_id, clean_session=True)
    async with client:
        await client.publish(topics.readings("intruder"), b"me", qos=1)
        await gateway.has_heard((topics.readings("intruder"), b"me"))


async def test_a_session_is_the_devices_own(world: World, connections: AsyncExitStack) -> None:
    """What waits for it is for nobody else, and nobody ends it."""
    waiting = (topics.to_device("sleeper", topics.COMMAND), b"waited")
    async with world.device("sleeper", clean_session=False) as asleep:
        await asleep.subscribe(topics.all_to_device("sleeper"), qos=1)
    gateway = await connections.enter_async_context(world.gateway())
    await gateway.publish(*waiting, qos=1)
    thief = world.leaf("intruder")
    await asyncio.to_thread(world.knock, thief, "sleeper", port=world.devices_port)
    async with listening(world.device("sleeper", clean_session=False)) as again:
        await again.has_heard(waiting)


@on_mosquitto
async def test_a_session_is_the_certificates(world: World, connections: AsyncExitStack) -> None:
    """A device comes back to what waited for it, whatever it calls itself; nobody else does."""
    waiting = (topics.to_device("dozer", topics.COMMAND), b"waited")
    async with world.with_certificate(world.leaf("dozer"), "one", clean_session=False) as asleep:
        await asleep.subscribe(topics.all_to_device("dozer"), qos=1)
    gateway = await connections.enter_async_context(world.gateway())
    await gateway.publish(*waiting, qos=1)
    thief = world.with_certificate(world.leaf("intruder"), "dozer", clean_session=True)
    async with listening(thief, ["#"]) as ear:
        assert await ear.is_alive()
        assert ear.heard == []
    again = world.with_certificate(world.leaf("dozer"), "two", clean_session=False)
    async with listening(again) as ear:
        await ear.has_heard(waiting)


@pytest.mark.parametrize("name", ["meriggio-device-gateway", "claims-bridge", "claim-1"])
@on_nats
async def test_no_certificate_makes_a_device_one_of_ours(world: World, name: str) -> None:
    """None is signed with such a name; if one were, it would end the system's own session."""
    leaf = world.devices.leaf(name)
    answer = await asyncio.to_thread(world.knock, leaf, name, port=world.devices_port)
    assert answer.startswith("refused")


async def test_the_gateway_ends_a_devices_connection(
    world: World, gateway: Ear, victim: Ear
) -> None:
    """By the device's name as its client id: how who is revoked is cut."""
    async with world.gateway("victim"):
        await eventually(
            lambda: _is_gone(victim)
        )  # from one NATS server to the other it takes a while
    assert await gateway.is_alive()
    good = world.leaf("victim")  # comes back; NATS wants a second between two of its connections
    await eventually(lambda: _is_let_in(world, good, "victim"))


async def _is_gone(victim: Ear) -> bool:
    return not await victim.is_alive()


async def _is_let_in(world: World, leaf: Leaf, client_id: str) -> bool:
    answer = await asyncio.to_thread(world.knock, leaf, client_id, port=world.devices_port)
    return answer == "accepted"


async def test_a_device_survives_odd_clients(world: World, victim: Ear) -> None:
    """Bytes that are no MQTT end their own connection only."""
    for port in (world.devices_port, world.system_port, world.claims_port):
        _, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(b"\x16\x03\x01" + b"\xff" * 1_000)
        await writer.drain()
        writer.close()
    assert await victim.is_alive()


async def test_a_session_of_the_gateway_outlives_guesses(world: World, gateway: Ear) -> None:
    with pytest.raises(aiomqtt.MqttError):
        async with aiomqtt.Client(
            LOOPBACK, world.system_port, identifier=GATEWAY_ID, username="gateway", password="guess"
        ):
            pass
    assert await gateway.is_alive()
