"""Devices on real brokers: nothing is lost and nothing is freed too early."""

import asyncio
import math
from datetime import UTC, datetime, timedelta

import numpy as np
import uvloop

from devstack.devices.fleet import Fleet
from devstack.devices.player import PlayReport, play
from devstack.devices.settings import FleetSettings
from devstack.devices.tests.integration.scripted_system import Received, running_system
from devstack.recordings.clock_mapping import TimeMapping, map_clock
from devstack.recordings.recording import PowerSeries, Recording, from_ms, to_ms
from devstack.servers.mqtt import MqttBroker
from devstack.servers.process import ServerProcess
from libs.chassis.testing.eventually import eventually
from libs.chassis.testing.fault_proxy import fault_proxy

_IDS = ("meter-a", "meter-b", "meter-c")
_SOON = FleetSettings(
    window=16, resend_after_s=0.2, resend_longest_s=0.5, reconnect_first_s=0.05, keepalive_s=1
)
_SECOND_MS = 1000
_BEGIN_MS = to_ms(datetime(2026, 6, 21, 10, tzinfo=UTC))


def recording(readings: int) -> Recording:
    """One second after the other, for as many facilities as there are devices."""
    ends = _BEGIN_MS + np.arange(1, readings + 1, dtype=np.int64) * _SECOND_MS
    return Recording(
        interval_ms=_SECOND_MS,
        series={
            f"facility of {device_id}": PowerSeries(
                ends, 10.0 * np.arange(readings, dtype=np.float64) + number
            )
            for number, device_id in enumerate(_IDS)
        },
    )


async def played(what: Recording, fleet: Fleet) -> PlayReport:
    now = from_ms(what.last_ms) + timedelta(days=1)
    return await play(
        what,
        map_clock(what, mapping=TimeMapping.AS_RECORDED, now=now, speed=math.inf),
        fleet,
        device_of={f"facility of {device_id}": device_id for device_id in _IDS},
        stop=asyncio.Event(),
        now=lambda: now,
    )


def expected(what: Recording) -> set[tuple[str, str, float]]:
    return {
        (device_id, from_ms(int(end_ms)).isoformat().replace("+00:00", "Z"), float(power_w))
        for device_id, series in zip(_IDS, what.series.values(), strict=True)
        for end_ms, power_w in zip(series.end_ms, series.power_w, strict=True)
    }


def distinct(received: dict[Received, int]) -> set[tuple[str, str, float]]:
    found = {(one.device_id, one.timestamp, one.power_w) for one in received}
    assert len(found) == len(received), "a reading keeps its sequence when it is sent again"
    return found


async def until_acknowledged(fleet: Fleet, readings: int) -> None:
    await eventually(lambda: fleet.tally().acknowledged >= readings, timeout_s=30)


async def everything_arrives(broker: MqttBroker) -> None:
    what = recording(200)
    async with running_system(broker) as system, Fleet(broker, _IDS) as fleet:
        report = await played(what, fleet)
        await fleet.drained(20)
        assert report == PlayReport(readings=600, until=from_ms(what.last_ms), complete=True)
        assert distinct(system.received) == expected(what)
        assert {one.topic for one in system.received} == {f"energy-data/{one}" for one in _IDS}
        tally = fleet.tally()
        assert (tally.measured, tally.sent, tally.acknowledged, tally.pending) == (600, 600, 600, 0)
        assert tally.latency is not None
        assert {fleet.last_acknowledged_ms(one) for one in _IDS} == {what.last_ms}


async def test_everything_arrives_as_measured(broker: MqttBroker) -> None:
    await everything_arrives(broker)


def test_uvloop_too(mqtt_broker: MqttBroker) -> None:
    uvloop.run(everything_arrives(mqtt_broker))


async def test_the_broker_has_it_but_the_system_does_not_say_so(broker: MqttBroker) -> None:
    async with running_system(broker) as system, Fleet(broker, _IDS, settings=_SOON) as fleet:
        system.acknowledges = lambda _received, _times: False
        for number in range(10):
            fleet.measure("meter-a", _BEGIN_MS + number, 1.0)
        await eventually(lambda: len(system.received) == 10)
        await eventually(lambda: min(system.received.values()) > 1)
        assert fleet.tally().pending == 10
        system.acknowledges = lambda _received, _times: True
        await fleet.drained(20)
        assert fleet.tally().acknowledged == len(system.received) == 10


async def test_lost_acknowledgements(broker: MqttBroker) -> None:
    """The first of each reading is lost, and everything that was sent is sent again."""
    what = recording(60)
    async with running_system(broker) as system, Fleet(broker, _IDS, settings=_SOON) as fleet:
        system.acknowledges = lambda _received, times: times > 1
        await played(what, fleet)
        await fleet.drained(30)
        assert distinct(system.received) == expected(what)
        assert min(system.received.values()) >= 2
        assert fleet.tally().acknowledged == 180
        assert fleet.tally().resent >= 180


async def test_a_device_the_system_ignores_holds_up_no_other(broker: MqttBroker) -> None:
    async with running_system(broker) as system, Fleet(broker, _IDS, settings=_SOON) as fleet:
        system.acknowledges = lambda received, _times: received.device_id != "meter-a"
        for number in range(100):
            for device_id in _IDS:
                fleet.measure(device_id, _BEGIN_MS + number, 1.0)
        await asyncio.wait_for(fleet.pending_below("meter-b", 1), 20)
        await asyncio.wait_for(fleet.pending_below("meter-c", 1), 20)
        assert fleet.pending("meter-a") == 100


async def test_the_bare_thesis_payload_on_the_bare_topic(broker: MqttBroker) -> None:
    what = recording(50)
    bare = FleetSettings(with_sequence=False, bare_topic=True)
    async with running_system(broker) as system, Fleet(broker, _IDS, settings=bare) as fleet:
        await played(what, fleet)
        await fleet.drained(20)
        await eventually(lambda: sum(system.received.values()) >= 150)
        assert distinct(system.received) == expected(what)
        assert {(one.topic, one.sequence) for one in system.received} == {("energy-data", None)}


async def test_broker_killed_in_the_middle(
    broker: MqttBroker, broker_process: ServerProcess
) -> None:
    """kill -9, twice: every reading gets there, and is acknowledged once."""
    what = recording(600)
    async with running_system(broker) as system, Fleet(broker, _IDS, settings=_SOON) as fleet:
        playing = asyncio.create_task(played(what, fleet))
        for kill_after in (300, 900):
            await until_acknowledged(fleet, kill_after)
            broker_process.kill()
            await broker_process.start()
        report = await asyncio.wait_for(playing, 30)
        assert report.readings == 1800
        await fleet.drained(30)
        assert distinct(system.received) == expected(what)
        tally = fleet.tally()
        assert (tally.measured, tally.sent, tally.acknowledged) == (1800, 1800, 1800)
        assert tally.connections_lost >= 2 * len(_IDS)


async def test_a_connection_that_went_silent_is_given_up(broker: MqttBroker) -> None:
    async with (
        fault_proxy(broker.host, broker.port) as proxy,
        running_system(broker) as system,
    ):
        behind = MqttBroker(port=proxy.port, kind=broker.kind, gateway_password="")
        async with Fleet(behind, _IDS[:1], settings=_SOON) as fleet:
            fleet.measure("meter-a", _BEGIN_MS, 1.0)
            await fleet.drained(10)
            lost_before = fleet.tally().connections_lost
            proxy.silence()
            fleet.measure("meter-a", _BEGIN_MS + 1, 2.0)
            await eventually(lambda: fleet.tally().connections_lost > lost_before)
            assert fleet.tally().pending == 1
            proxy.silence(False)
            await fleet.drained(20)
            assert len(system.received) == 2
