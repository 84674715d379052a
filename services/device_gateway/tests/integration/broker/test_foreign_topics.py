"""A device that may connect tries every way to write or read another's topics (NF11).

Once with a certificate, as in production; and known by its client id, as in the demo, on each
broker.
"""

import contextlib
import itertools
import uuid
from contextlib import AsyncExitStack

import aiomqtt
import pytest
from aiomqtt import ProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from devstack.servers.mosquitto import find_mosquitto
from libs.contracts.mqtt import topics
from services.device_gateway.tests.integration.broker.world import (
    Ear,
    Field,
    World,
    die,
    listening,
)

INTRUDER, VICTIM = "intruder", "victim"

_CUT_S = 0.3
"""How long to wait for an answer of a broker that cuts the connection instead."""

FOREIGN = [
    topics.readings(VICTIM),
    topics.report(VICTIM, topics.STATUS),
    topics.to_device(VICTIM, topics.COMMAND),
]
WRITTEN = [
    *FOREIGN,
    f"{topics.BARE_READINGS}/",
    f"energy-data/{VICTIM}/",
    f"energy-data/{INTRUDER}/more",
    f"energy-data/{INTRUDER}/../{VICTIM}",
    f"/energy-data/{VICTIM}",
    f"report/{VICTIM}",
    f"report/{INTRUDER}/status/more",
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


_SLOW_BESIDE_CERTIFICATES = () if find_mosquitto() is None else pytest.mark.slow
_MOSQUITTOS = [
    "guarded_mosquitto",
    pytest.param("open_mosquitto", marks=_SLOW_BESIDE_CERTIFICATES),
]
_GUARDED_NATS = pytest.param("guarded_nats", marks=_SLOW_BESIDE_CERTIFICATES)
_OPEN_NATS = pytest.param("open_nats", marks=_SLOW_BESIDE_CERTIFICATES)

on_mosquitto = pytest.mark.parametrize("field", _MOSQUITTOS, indirect=True)
with_limits = pytest.mark.parametrize("field", [*_MOSQUITTOS, _GUARDED_NATS], indirect=True)
sharing = pytest.mark.parametrize("field", ["guarded_mosquitto"], indirect=True)


@pytest.fixture(params=[*_MOSQUITTOS, _GUARDED_NATS, _OPEN_NATS])
def field(request: pytest.FixtureRequest) -> Field:
    chosen: Field = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
async def gateway(field: Field, connections: AsyncExitStack) -> Ear:
    """Listens to all it may hear."""
    return await connections.enter_async_context(listening(field.gateway(), field.for_gateway))


@pytest.fixture
async def victim(field: Field, connections: AsyncExitStack) -> Ear:
    return await connections.enter_async_context(
        listening(field.device(VICTIM), [topics.all_to_device(VICTIM)])
    )


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


async def test_nothing_written_to_a_foreign_topic_arrives(
    field: Field, gateway: Ear, victim: Ear
) -> None:
    own = (topics.readings(INTRUDER), b"own")
    async with field.device(INTRUDER) as intruder:
        for topic in WRITTEN:
            for qos in (0, 1):
                await intruder.publish(topic, b"forged", qos=qos, timeout=2)
        await intruder.publish(*own, qos=1)
    await gateway.has_heard(own)
    gateway.heard.remove(own)
    await live_honestly(gateway, victim)


async def test_no_subscription_shows_anothers_messages(
    field: Field, connections: AsyncExitStack, gateway: Ear, victim: Ear
) -> None:
    """One device a filter, all at once."""
    protocols = [ProtocolVersion.V311, *([ProtocolVersion.V5] if field.speaks_mqtt_5 else [])]
    intruders = {
        f"{INTRUDER}-{number}": attack
        for number, attack in enumerate(itertools.product(READ, protocols))
    }
    ears = {
        name: await connections.enter_async_context(
            listening(
                field.device(name, protocol=protocol), [topics.all_to_device(name), topic_filter]
            )
        )
        for name, (topic_filter, protocol) in intruders.items()
    }
    await live_honestly(gateway, victim)
    for name, ear in ears.items():
        last = (topics.to_device(name, topics.COMMAND), b"last")
        await gateway.client.publish(*last, qos=1)
        await ear.has_heard(last)
        assert set(ear.heard) == {last}, intruders[name]


async def test_a_last_will_reaches_no_foreign_topic(
    field: Field, gateway: Ear, victim: Ear
) -> None:
    last = topics.report(INTRUDER, topics.STATUS)
    for topic in (*FOREIGN, last):
        with contextlib.suppress(aiomqtt.MqttError):
            await die(_with_will(field, aiomqtt.Will(topic, b"from the grave", qos=1)))
    await gateway.has_heard((last, b"from the grave"))
    gateway.heard.remove((last, b"from the grave"))
    await live_honestly(gateway, victim)


def _with_will(field: Field, will: aiomqtt.Will) -> aiomqtt.Client:
    return field.device(INTRUDER, will=will, timeout=_CUT_S)


async def test_nothing_is_retained(field: Field, victim: Ear) -> None:
    """A retained message would meet whoever subscribes next."""
    for topic in (topics.readings(INTRUDER), topics.readings(VICTIM)):
        with contextlib.suppress(aiomqtt.MqttError):
            async with field.device(INTRUDER) as intruder:
                await intruder.publish(topic, b"kept", qos=1, retain=True, timeout=_CUT_S)
    with contextlib.suppress(aiomqtt.MqttError):
        will = aiomqtt.Will(topics.readings(INTRUDER), b"kept", qos=1, retain=True)
        await die(_with_will(field, will))
    async with listening(field.gateway("late-gateway"), field.for_gateway) as late:
        await live_honestly(late, victim)


@on_mosquitto
async def test_a_topic_alias_is_no_way_round(field: Field, gateway: Ear, victim: Ear) -> None:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]  # paho's
    properties.TopicAlias = 1
    with contextlib.suppress(aiomqtt.MqttError):
        async with field.device(INTRUDER, protocol=ProtocolVersion.V5) as intruder:
            for topic in (topics.readings(VICTIM), ""):  # the second by its alias only
                await intruder.publish(
                    topic, b"forged", qos=1, properties=properties, timeout=_CUT_S
                )
    await live_honestly(gateway, victim)


@with_limits
async def test_a_huge_packet_arrives_nowhere(field: Field, gateway: Ear, victim: Ear) -> None:
    with pytest.raises(aiomqtt.MqttError):
        async with field.device(INTRUDER) as intruder:
            await intruder.publish(topics.readings(INTRUDER), b"x" * 200_000, qos=1, timeout=_CUT_S)
    await live_honestly(gateway, victim)


async def test_a_name_is_only_a_name(
    field: Field, connections: AsyncExitStack, gateway: Ear, victim: Ear
) -> None:
    """Such certificates are never signed; if one were, it would open nobody else's topics."""
    let_in = []
    for name in ("+", "#", "victim/", "+/victim", "victim\0", "VICTIM", "%u", "gateway"):
        if isinstance(field, World):
            client = field.with_certificate(field.devices.leaf(name), VICTIM)
        else:
            client = field.device(name, timeout=_CUT_S)
        with contextlib.suppress(aiomqtt.MqttError):
            intruder = await connections.enter_async_context(listening(client, ["#", "device/+/+"]))
            for topic in FOREIGN:
                await intruder.client.publish(topic, b"forged", qos=1, timeout=2)
            let_in.append(intruder)
    await live_honestly(gateway, victim)
    for intruder in let_in:
        assert await intruder.is_alive()  # so all before has been delivered to it
        assert intruder.heard == []


@sharing
async def test_only_who_knows_its_name_takes_from_a_shared_subscription(
    field: World, connections: AsyncExitStack, victim: Ear
) -> None:
    """mosquitto lets a device into any group and drops its share: the name is a secret."""
    secret = uuid.uuid4().hex
    gateway = await connections.enter_async_context(
        listening(field.gateway(), [f"$share/{secret}/{topics.READINGS_OF_ALL}"])
    )
    for number, guess in enumerate(["any", "gateway", "%u", secret[:-1], secret.upper()]):
        guessed = f"$share/{guess}/{topics.READINGS_OF_ALL}"
        await connections.enter_async_context(
            listening(field.device(f"{INTRUDER}-{number}"), [guessed])
        )
    sent = [(topics.readings(VICTIM), str(number).encode()) for number in range(20)]
    for topic, payload in sent:
        await victim.client.publish(topic, payload, qos=1)
    await gateway.has_heard(*sent)
