"""A device with a valid certificate tries every way to write or read another's topics (NF11)."""

import contextlib
import uuid
from contextlib import AsyncExitStack

import aiomqtt
import pytest
from aiomqtt import ProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.world import Ear, World, listening

INTRUDER, VICTIM = "intruder", "victim"

_CUT_S = 0.5
"""How long to wait for an answer of a broker that cuts the connection instead."""

WRITTEN = [
    topics.readings(VICTIM),
    topics.BARE_READINGS,
    f"{topics.BARE_READINGS}/",
    f"energy-data/{VICTIM}/",
    f"energy-data/{INTRUDER}/more",
    f"energy-data/{INTRUDER}/../{VICTIM}",
    f"/energy-data/{VICTIM}",
    topics.report(VICTIM, topics.STATUS),
    f"report/{VICTIM}",
    f"report/{INTRUDER}/status/more",
    topics.to_device(VICTIM, topics.COMMAND),
    topics.to_device(VICTIM, topics.ACKNOWLEDGEMENT),
    topics.to_device(INTRUDER, topics.COMMAND),
    topics.provision("batch", "claim-1", topics.CERTIFICATE),
    topics.provision(INTRUDER, INTRUDER, topics.CERTIFICATE),
    topics.provisioned("batch", "claim-1", topics.CERTIFICATE),
    "$SYS/broker/uptime",
    f"$share/any/energy-data/{VICTIM}",
]
READ = [
    "#",
    "+/+",
    "+/+/+",
    "/#",
    "$SYS/#",
    "energy-data/#",
    topics.READINGS_OF_ALL,
    topics.readings(VICTIM),
    topics.REPORTS_OF_ALL,
    topics.report(VICTIM, topics.STATUS),
    "device/#",
    "device/+/+",
    topics.all_to_device(VICTIM),
    topics.to_device(VICTIM, topics.COMMAND),
    topics.PROVISIONING_OF_ALL,
    "provisioned/+/+/+",
    "$share/any/#",
    "$share/any/device/+/+",
    f"$share/any/{topics.READINGS_OF_ALL}",
]


async def live_honestly(gateway: Ear, victim: Ear) -> None:
    """The victim and the system use every topic; each hears exactly that, so that a leak shows."""
    mark = uuid.uuid4().bytes
    said = [
        (topics.readings(VICTIM), mark),
        (topics.report(VICTIM, topics.STATUS), mark),
    ]
    told = [
        (topics.to_device(VICTIM, topics.COMMAND), mark),
        (topics.to_device(VICTIM, topics.ACKNOWLEDGEMENT), mark),
    ]
    for topic, payload in said:
        await victim.client.publish(topic, payload, qos=1)
    for topic, payload in told:
        await gateway.client.publish(topic, payload, qos=1)
    await gateway.has_heard(*said)
    await victim.has_heard(*told)
    assert sorted(gateway.heard) == sorted(said)
    assert sorted(victim.heard) == sorted(told)


async def test_each_hears_what_is_meant_for_it(gateway: Ear, victim: Ear) -> None:
    """What all others here assert, without an attack."""
    await live_honestly(gateway, victim)


@pytest.mark.parametrize("topic", WRITTEN)
async def test_nothing_written_to_a_foreign_topic_arrives(
    world: World, gateway: Ear, victim: Ear, topic: str
) -> None:
    own = (topics.readings(INTRUDER), b"after")
    async with world.device(INTRUDER) as intruder:
        for qos in (0, 1):
            await intruder.publish(topic, b"forged", qos=qos, timeout=2)
        await intruder.publish(*own, qos=1)
    await gateway.has_heard(own)
    gateway.heard.remove(own)
    await live_honestly(gateway, victim)


@pytest.mark.parametrize("protocol", [ProtocolVersion.V311, ProtocolVersion.V5], ids=["3.1.1", "5"])
async def test_no_subscription_shows_anothers_messages(
    world: World,
    connections: AsyncExitStack,
    gateway: Ear,
    victim: Ear,
    protocol: ProtocolVersion,
) -> None:
    """One device a filter, all at once."""
    intruders = [
        await connections.enter_async_context(
            listening(
                world.device(f"{INTRUDER}-{number}", protocol=protocol),
                [topics.all_to_device(f"{INTRUDER}-{number}"), topic_filter],
            )
        )
        for number, topic_filter in enumerate(READ)
    ]
    await live_honestly(gateway, victim)
    for number, topic_filter in enumerate(READ):
        last = (topics.to_device(f"{INTRUDER}-{number}", topics.COMMAND), b"last")
        await gateway.client.publish(*last, qos=1)
        await intruders[number].has_heard(last)
        assert set(intruders[number].heard) == {last}, topic_filter


@pytest.mark.parametrize(
    "topic",
    [
        topics.readings(VICTIM),
        topics.report(VICTIM, topics.STATUS),
        topics.to_device(VICTIM, topics.COMMAND),
    ],
)
async def test_a_last_will_reaches_no_foreign_topic(
    world: World, gateway: Ear, victim: Ear, topic: str
) -> None:
    last = topics.report(INTRUDER, topics.STATUS)
    for will in (topic, last):
        with contextlib.suppress(aiomqtt.MqttError):
            await _die(world, aiomqtt.Will(will, b"from the grave", qos=1))
    await gateway.has_heard((last, b"from the grave"))
    gateway.heard.remove((last, b"from the grave"))
    await live_honestly(gateway, victim)


async def _die(world: World, will: aiomqtt.Will) -> None:
    """Another connection of the same device ends this one without a goodbye."""
    async with world.device(INTRUDER, will=will, timeout=_CUT_S):
        async with world.device(INTRUDER):
            pass
        raise aiomqtt.MqttError("as planned")


async def test_nothing_is_retained(world: World, gateway: Ear, victim: Ear) -> None:
    """A retained message would meet whoever subscribes next."""
    for topic in (topics.readings(INTRUDER), topics.readings(VICTIM)):
        with contextlib.suppress(aiomqtt.MqttError):
            async with world.device(INTRUDER) as intruder:
                await intruder.publish(topic, b"kept", qos=1, retain=True, timeout=_CUT_S)
    with contextlib.suppress(aiomqtt.MqttError):
        await _die(world, aiomqtt.Will(topics.readings(INTRUDER), b"kept", qos=1, retain=True))
    async with listening(world.gateway("late-gateway"), ["#"]) as late:
        await live_honestly(gateway, victim)
        await late.has_heard(gateway.heard[-1])
        assert b"kept" not in {payload for _, payload in late.heard}


async def test_a_topic_alias_is_no_way_round(world: World, gateway: Ear, victim: Ear) -> None:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.TopicAlias = 1
    with contextlib.suppress(aiomqtt.MqttError):
        async with world.device(INTRUDER, protocol=ProtocolVersion.V5) as intruder:
            for topic in (topics.readings(VICTIM), topics.readings(INTRUDER)):
                await intruder.publish(
                    topic, b"forged", qos=1, properties=properties, timeout=_CUT_S
                )
    await live_honestly(gateway, victim)


async def test_a_huge_packet_arrives_nowhere(world: World, gateway: Ear, victim: Ear) -> None:
    with pytest.raises(aiomqtt.MqttError):
        async with world.device(INTRUDER) as intruder:
            await intruder.publish(topics.readings(INTRUDER), b"x" * 200_000, qos=1, timeout=_CUT_S)
    await live_honestly(gateway, victim)


@pytest.mark.parametrize(
    "name",
    ["+", "#", "victim/", "/victim", "+/victim", "victim\0", "VICTIM", " victim", "%u", "gateway"],
)
async def test_a_name_in_a_certificate_is_only_a_name(
    world: World, gateway: Ear, victim: Ear, name: str
) -> None:
    """Such certificates are never signed; if one were, it would open nobody else's topics."""
    client = world.with_certificate(world.devices.leaf(name), VICTIM)
    with contextlib.suppress(aiomqtt.MqttError):
        async with listening(client, ["#", "device/+/+"]) as intruder:
            for topic in (
                topics.readings(VICTIM),
                topics.report(VICTIM, topics.STATUS),
                topics.to_device(VICTIM, topics.COMMAND),
            ):
                await intruder.client.publish(topic, b"forged", qos=1, timeout=2)
            await live_honestly(gateway, victim)
            assert await intruder.is_alive()  # so all before has been delivered to it
            assert intruder.heard == []
            return
    await live_honestly(gateway, victim)


async def test_only_who_knows_its_name_takes_from_a_shared_subscription(
    world: World, connections: AsyncExitStack, victim: Ear
) -> None:
    """mosquitto lets a device into any group and drops its share: the name is a secret."""
    secret = uuid.uuid4().hex
    gateway = await connections.enter_async_context(
        listening(world.gateway(), [f"$share/{secret}/{topics.READINGS_OF_ALL}"])
    )
    guesses = ["any", "gateway", "%u", secret[:-1], secret.upper()]
    guessed = [f"$share/{guess}/{topics.READINGS_OF_ALL}" for guess in guesses]
    for guess in guessed:
        with contextlib.suppress(aiomqtt.MqttError):
            await connections.enter_async_context(listening(world.device(INTRUDER), [guess]))
    sent = [(topics.readings(VICTIM), str(number).encode()) for number in range(20)]
    for topic, payload in sent:
        await victim.client.publish(topic, payload, qos=1)
    await gateway.has_heard(*sent)
    assert secret not in (world.folder / "main.log").read_text()
