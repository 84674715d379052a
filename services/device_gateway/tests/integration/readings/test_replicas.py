"""Several gateways share one broker's devices: mosquitto's shared subscriptions.

Readings are sent once here, without a number, as the thesis' devices do: nobody sends them again.
"""

import asyncio
import signal
import urllib.parse
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from devstack.servers.mqtt import MqttBroker
from devstack.servers.ports import LOOPBACK
from libs.chassis.bus import Bus
from libs.chassis.telemetry import get_logger
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy
from services.device_gateway.bootstrap.links import mqtt_connector
from services.device_gateway.config import Settings
from services.device_gateway.inbound.mqtt.link import Delivery, LinkLostError, MqttLink
from services.device_gateway.inbound.mqtt.readings import TOPICS
from services.device_gateway.tests.integration.readings.meters import Meter, connected_meters
from services.device_gateway.tests.integration.readings.sessions import (
    is_kept,
    metric,
    take_what_is_kept,
)
from services.device_gateway.tests.integration.stage import (
    GatewayProcess,
    Registered,
    Surroundings,
    gateway_process,
    gateway_settings,
    readings,
    register,
    running_gateway,
)

SESSIONS = 6


@dataclass(frozen=True)
class Place:
    """A broker and a group of gateways of the test's own; the bus behind."""

    broker: MqttBroker
    around: Surroundings
    bus: Bus
    device_ids: Sequence[str]
    client_id: str
    settings: Mapping[str, object]

    def sessions(self, count: int) -> list[str]:
        return [f"{self.client_id}-{share}" for share in range(count)]


@pytest.fixture
async def place(mqtt_broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str) -> Place:
    if mqtt_broker.kind != "mosquitto":
        pytest.skip("mosquitto is not installed; NATS has no shared subscriptions")
    device_ids = [f"{device_id}-{number}" for number in range(20)]
    await register(bus, Registered(device_ids))
    client_id = f"gateway-{device_id}"
    group = {"mqtt_shared_group": f"group-of-{device_id}", "mqtt_client_id": client_id}
    return Place(mqtt_broker, around, bus, device_ids, client_id, group)


class Feed:
    """Meters that send one reading after the other until they are told to stop."""

    def __init__(self, meters: Sequence[Meter]) -> None:
        self.sent: set[tuple[str, datetime]] = set()
        """Those that the broker has acknowledged."""
        self._over = asyncio.Event()
        self._sending = [asyncio.create_task(self._send(meter)) for meter in meters]

    async def end(self) -> None:
        self._over.set()
        await asyncio.gather(*self._sending)

    async def goes_on(self, count: int) -> None:
        """Return when so many more are sent."""
        enough = len(self.sent) + count
        await eventually(lambda: len(self.sent) >= enough, timeout_s=60)

    async def _send(self, meter: Meter) -> None:
        number = 0
        while not self._over.is_set():
            reading = meter.reading(number)
            await meter.publish(reading)
            self.sent.add((meter.device_id, datetime.fromisoformat(str(reading["timestamp"]))))
            number += 1
            await asyncio.sleep(0.05)  # the rate; nothing waits for it


@asynccontextmanager
async def feed_of(place: Place) -> AsyncIterator[Feed]:
    async with connected_meters(place.broker, place.device_ids) as meters:
        feed = Feed(meters)
        try:
            yield feed
        finally:
            await feed.end()


async def arrived(bus: Bus, sent: set[tuple[str, datetime]]) -> None:
    """Wait until exactly these are in READINGS."""

    async def check() -> bool:
        return {(event.device_id, event.measured_at) for event in await readings(bus)} == sent

    await eventually(check, timeout_s=60, interval_s=0.2)


async def shared(*settings: Settings) -> None:
    """Wait until these hold all sessions, as evenly as can be."""

    async def check() -> bool:
        counts = [await metric(each, "mqtt_connected") for each in settings]
        assert max(counts) - min(counts) <= 1
        return sum(counts) == SESSIONS

    await eventually(check, timeout_s=60)


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_replicas_are_killed_stopped_and_added_and_no_reading_is_lost(
    place: Place, tmp_path: Path
) -> None:
    """NF3: a replica is killed with -9 and never comes back. How long it took, -rP shows."""
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:

        async def start(number: int) -> tuple[Settings, GatewayProcess]:
            settings = gateway_settings(
                place.broker, place.around, mqtt_shared_sessions=SESSIONS, **place.settings
            )
            log = tmp_path / f"{number}.log"
            return settings, await stack.enter_async_context(gateway_process(settings, log))

        (dead, victim), (stopped, polite), (last, survivor) = [await start(n) for n in range(3)]
        await shared(dead, stopped, last)
        feed = await stack.enter_async_context(feed_of(place))
        await feed.goes_on(500)

        await victim.kill()
        killed_at = loop.time()
        await shared(stopped, last)
        get_logger().info("taken_over", after_s=round(loop.time() - killed_at, 2))
        await feed.goes_on(500)

        stopping_at = loop.time()
        await polite.stop()
        await shared(last)
        get_logger().info("handed_over", after_s=round(loop.time() - stopping_at, 2))
        await feed.goes_on(500)

        added, newcomer = await start(3)
        await shared(last, added)
        await feed.goes_on(500)

        await feed.end()
        await arrived(place.bus, feed.sent)
        stored = len(await readings(place.bus))
        get_logger().info("arrived", sent=len(feed.sent), twice=stored - len(feed.sent))
        for gateway in (survivor, newcomer):
            await gateway.stop()
    assert [await take_what_is_kept(place.broker, each) for each in place.sessions(SESSIONS)] == (
        [0] * SESSIONS
    )


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_replica_that_is_cut_off_or_stands_still_gives_way_and_comes_back(
    place: Place, tmp_path: Path
) -> None:
    """NF3: the others cannot know that it lives, and it must not take its sessions back blindly."""
    address = urllib.parse.urlsplit(place.around.nats_url)
    async with AsyncExitStack() as stack:
        to_bus = await stack.enter_async_context(
            fault_proxy(address.hostname or LOOPBACK, address.port or 4222)
        )
        cut_off = replace(place.around, nats_url=f"nats://{LOOPBACK}:{to_bus.port}")
        settings = [
            gateway_settings(place.broker, around, mqtt_shared_sessions=SESSIONS, **place.settings)
            for around in (place.around, cut_off)
        ]
        _, unlucky = [
            await stack.enter_async_context(gateway_process(each, tmp_path / f"{number}.log"))
            for number, each in enumerate(settings)
        ]
        await shared(*settings)
        feed = await stack.enter_async_context(feed_of(place))
        await feed.goes_on(200)

        to_bus.silence()
        await shared(settings[0])
        await feed.goes_on(200)
        to_bus.silence(False)
        await shared(*settings)

        unlucky.signal(signal.SIGSTOP)
        await shared(settings[0])
        await feed.goes_on(200)
        unlucky.signal(signal.SIGCONT)
        await shared(*settings)

        await feed.end()
        await arrived(place.bus, feed.sent)


@pytest.mark.slow
async def test_a_polite_stop_hands_over_what_is_at_the_broker(place: Place) -> None:
    """NF3"""
    async with (
        running_gateway(place.broker, place.around, **place.settings),
        feed_of(place) as feed,
    ):
        async with running_gateway(place.broker, place.around, **place.settings):
            await feed.goes_on(200)
        await feed.goes_on(100)
        await feed.end()
        await arrived(place.bus, feed.sent)


@pytest.mark.slow
async def test_what_comes_while_all_are_stopped_waits_also_when_sessions_are_fewer_then(
    place: Place,
) -> None:
    """NF3; those beyond the new number are emptied and end, so that the broker deals no more."""
    async with running_gateway(
        place.broker, place.around, mqtt_shared_sessions=4, **place.settings
    ):
        pass
    async with feed_of(place) as feed:
        await feed.goes_on(200)
    async with running_gateway(
        place.broker, place.around, mqtt_shared_sessions=2, **place.settings
    ) as metrics:
        await arrived(place.bus, feed.sent)
        await eventually(lambda: metrics.value("sessions_to_end") == 0)
    kept = [await is_kept(place.broker, each) for each in place.sessions(4)]
    assert kept == [True, True, False, False]


async def test_who_connects_later_has_the_session_and_all_that_was_not_acknowledged(
    place: Place,
) -> None:
    """The broker's own rule, by which two replicas that both believe in a share end up as one."""
    settings = gateway_settings(place.broker, place.around, **place.settings)
    connector = mqtt_connector(settings, topics=TOPICS, client_id=place.sessions(1)[0])
    async with connected_meters(place.broker, place.device_ids[:1]) as (meter,):
        async with connector.connect() as first:
            await meter.publish(meter.reading(0))
            (taken,) = await first.receive(10)
            async with connector.connect() as second:
                with pytest.raises(LinkLostError):
                    await first.receive(10)
                first.acknowledge([taken])
                await meter.publish(meter.reading(1))
                deliveries = await received(second, 2)
                assert deliveries[0].submission.payload == taken.submission.payload
                second.acknowledge(deliveries)
        async with connector.connect_to_end() as last:
            emptying = asyncio.create_task(last.empty())
            await eventually(lambda: last.is_emptied)
            await emptying
    assert not await is_kept(place.broker, place.sessions(1)[0])


async def received(link: MqttLink, count: int) -> list[Delivery]:
    deliveries: list[Delivery] = []
    while len(deliveries) < count:
        deliveries += await link.receive(count)
    return deliveries


@pytest.mark.slow
async def test_one_gateway_becomes_a_group_and_its_session_ends(place: Place) -> None:
    async with running_gateway(place.broker, place.around, mqtt_client_id=place.client_id):
        pass
    async with feed_of(place) as feed:
        await feed.goes_on(200)
    async with running_gateway(place.broker, place.around, **place.settings) as metrics:
        await arrived(place.bus, feed.sent)
        await eventually(lambda: metrics.value("sessions_to_end") == 0)
    assert not await is_kept(place.broker, place.client_id)
    assert await is_kept(place.broker, f"{place.client_id}-0")
