"""What a batch's claim certificate opens: its own session's provisioning, nothing else (NF11)."""

import asyncio
import contextlib
from contextlib import AsyncExitStack

import aiomqtt
import pytest

from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.certificates import Leaf
from services.device_gateway.tests.integration.broker.world import (
    GATEWAY_ID,
    Ear,
    World,
    die,
    listening,
)

BATCH, MINE, THEIRS = "batch-1", "claim-mine", "claim-theirs"


@pytest.fixture
def claim(world: World) -> Leaf:
    return world.claims.leaf(BATCH)


@pytest.fixture
async def newcomer(world: World, claim: Leaf, gateway: Ear, connections: AsyncExitStack) -> Ear:
    """An honest device without identity; the bridge to the main broker works both ways."""
    client = world.claimant(claim, THEIRS)
    ear = await connections.enter_async_context(
        listening(client, [topics.all_provisioned(BATCH, THEIRS)])
    )
    await eventually(lambda: _asked_and_answered(gateway, ear))
    ear.heard.clear()
    gateway.heard.clear()
    return ear


async def _asked_and_answered(gateway: Ear, ear: Ear) -> bool:
    question = (topics.provision(BATCH, THEIRS, topics.CERTIFICATE), b"csr")
    answer = (topics.provisioned(BATCH, THEIRS, topics.CERTIFICATE), b"certificate")
    await ear.client.publish(*question, qos=1)
    await gateway.client.publish(*answer, qos=1)
    await asyncio.sleep(0.02)
    return question in gateway.heard and answer in ear.heard


async def test_nothing_else_is_written(
    world: World, claim: Leaf, gateway: Ear, newcomer: Ear
) -> None:
    foreign = [
        topics.provision(BATCH, THEIRS, topics.CERTIFICATE),
        topics.provision("batch-2", MINE, topics.CERTIFICATE),
        topics.provisioned(BATCH, THEIRS, topics.CERTIFICATE),
        topics.provisioned(BATCH, MINE, topics.CERTIFICATE),
        topics.readings("victim"),
        topics.readings(BATCH),
        topics.readings(MINE),
        topics.BARE_READINGS,
        topics.report("victim", topics.STATUS),
        topics.to_device("victim", topics.COMMAND),
        f"provision/{BATCH}/{MINE}",
        f"provision/{BATCH}/{MINE}/certificate/more",
    ]
    own = (topics.provision(BATCH, MINE, topics.REGISTRATION), b"own")
    async with world.claimant(claim, MINE) as intruder:
        for topic in foreign:
            await intruder.publish(topic, b"forged", qos=1)
        await intruder.publish(*own, qos=1)
    await gateway.has_heard(own)
    assert gateway.heard == [own]
    assert await newcomer.is_alive()
    assert newcomer.heard == []


async def test_nothing_else_is_read(
    world: World, claim: Leaf, gateway: Ear, victim: Ear, newcomer: Ear
) -> None:
    filters = [
        topics.all_provisioned(BATCH, MINE),
        *("#", "+/+/+", "$SYS/#", "provisioned/#", "provision/#", "device/+/+", "energy-data/#"),
        topics.all_provisioned(BATCH, THEIRS),
        f"$share/any/{topics.PROVISIONING_OF_ALL}",
        "$share/any/provisioned/+/+/+",
    ]
    private = (topics.provisioned(BATCH, THEIRS, topics.CERTIFICATE), b"private")
    question = (topics.provision(BATCH, THEIRS, topics.CERTIFICATE), b"private")
    reading = (topics.readings("victim"), b"private")
    command = (topics.to_device("victim", topics.COMMAND), b"private")
    own = (topics.provisioned(BATCH, MINE, topics.CERTIFICATE), b"own")
    async with listening(world.claimant(claim, MINE), filters) as intruder:
        await newcomer.client.publish(*question, qos=1)
        await victim.client.publish(*reading, qos=1)
        for message in (private, command, own):
            await gateway.client.publish(*message, qos=1)
        await intruder.has_heard(own)
        await newcomer.has_heard(private)
        await victim.has_heard(command)
        await gateway.has_heard(question, reading)
        assert set(intruder.heard) == {own}


@pytest.mark.parametrize("client_id", ["victim", GATEWAY_ID, "bridge", "claims-bridge", ""])
async def test_a_claim_takes_nobodys_session(
    world: World, gateway: Ear, victim: Ear, newcomer: Ear, client_id: str
) -> None:
    """On the main broker it could: the id of its connection is its own choice."""
    claim = world.claims.leaf(BATCH)
    answer = await asyncio.to_thread(world.knock, claim, client_id, port=world.claims_port)
    assert answer.startswith("refused")
    assert await victim.is_alive()
    assert await gateway.is_alive()
    assert await _asked_and_answered_soon(gateway, newcomer)


async def _asked_and_answered_soon(gateway: Ear, newcomer: Ear) -> bool:
    """The bridge was not disturbed."""
    return bool(await eventually(lambda: _asked_and_answered(gateway, newcomer)))


async def test_a_claim_certificate_opens_no_other_door(world: World, claim: Leaf) -> None:
    answer = await asyncio.to_thread(world.knock, claim, "claim-1", port=world.devices_port)
    assert answer.startswith("refused")


async def test_a_will_speaks_for_its_session_only(
    world: World, claim: Leaf, gateway: Ear, newcomer: Ear
) -> None:
    own = topics.provision(BATCH, MINE, topics.REGISTRATION)
    for topic in (topics.provision(BATCH, THEIRS, topics.CERTIFICATE), own):
        will = aiomqtt.Will(topic, b"from the grave", qos=1)
        with contextlib.suppress(aiomqtt.MqttError):
            await die(world.claimant(claim, MINE, will=will, timeout=1))
    await gateway.has_heard((own, b"from the grave"))
    assert gateway.heard == [(own, b"from the grave")]
