"""The whole gateway between a real broker and a real bus."""

from collections import Counter
from datetime import UTC, datetime

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER
from services.device_gateway.tests.examples import COMMUNITY_ID
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    connected_device,
    readings,
    register,
    running_gateway,
)
from services.device_gateway.tests.stream import count, stored


async def test_from_device_to_bus_and_back(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """FR10.2, R8, R9: the device learns that its readings are durable; K and place are ours."""
    await register(bus, Registered([device_id], transformation_constant=25.0))
    async with (
        running_gateway(broker, around, max_payload_bytes=4096) as metrics,
        connected_device(broker, device_id) as device,
    ):
        await device.publish(device.reading(-40.0))  # the thesis payload
        await device.publish(device.reading(8.0, sequence=7, importWh=1000, exportWh=0.5))
        again = device.reading(9.0, sequence=8)
        await device.publish(again)
        await eventually(lambda: sorted(device.acknowledged) == [7, 8])

        events = await readings(bus)
        assert [event.power_w for event in events] == [-1000.0, 200.0, 225.0]
        assert {event.device_id for event in events} == {device_id}
        assert {event.community_id for event in events} == {COMMUNITY_ID}
        assert (events[1].import_wh, events[1].export_wh) == (25_000.0, 12.5)

        # The device did not hear the last acknowledgement.
        await device.publish(again)
        await eventually(lambda: sorted(device.acknowledged) == [7, 8, 8])
        assert len({event.measured_at for event in await readings(bus)}) == 3
        assert metrics.value("readings_accepted_total") == 4
        assert metrics.value("receive_to_kept_seconds_count") == 4


async def test_bad_input_is_counted_and_written_down(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    await register(bus, Registered([device_id]))
    async with (
        running_gateway(broker, around, max_payload_bytes=4096) as metrics,
        connected_device(broker, device_id) as device,
        connected_device(broker, "stranger") as stranger,
    ):
        bad = {
            "not_json": device_id.encode(),
            "not_a_number": device.reading(float("nan")),
            "absurd_power": device.reading(2.5e6),
            "wrong_type": b"[]",
            "missing_field": b"{}",
            "out_of_range": device.reading(sequence=-1),
            "bad_timestamp": device.reading(timestamp="yesterday"),
            "future_timestamp": device.reading(timestamp="2999-01-01T00:00:00Z"),
            "too_old": device.reading(timestamp="2014-06-21T10:00:00Z"),
            "device_mismatch": stranger.reading(),
            "payload_too_large": device.reading(note="x" * 60_000),
        }
        for body in bad.values():
            await device.publish(body)
        await stranger.publish(stranger.reading(sequence=1))
        await device.publish(device.reading(), "energy-data")
        await device.publish(device.reading(sequence=2))
        await eventually(lambda: device.acknowledged == [2])

        expected = Counter([*bad, "unknown_device", "bare_topic_refused"])
        await eventually(lambda: metrics.refused() == expected)
        await eventually(lambda: metrics.value("dead_letters_total", outcome="kept") == 13)
        letters = [DEAD_LETTER_DECODER.decode(m.data) for m in await stored(bus, "DEAD_LETTERS")]
        assert Counter(letter.reason for letter in letters) == expected
        assert await count(bus, "READINGS") == 1
        assert metrics.value("inflight") == 0
        assert stranger.acknowledged == []


async def test_recordings_of_2014_where_the_operator_allows_it(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    await register(bus, Registered([device_id], since=datetime(2014, 1, 1, tzinfo=UTC)))
    async with (
        running_gateway(broker, around, max_reading_age_days=9_000),
        connected_device(broker, device_id) as device,
    ):
        # The later one first: order is of no account.
        for number, stamp in enumerate(["2014-06-21T10:15:00Z", "2014-06-21T10:00:00Z"]):
            await device.publish(device.reading(timestamp=stamp, sequence=number))
        await eventually(lambda: sorted(device.acknowledged) == [0, 1])
        events = await readings(bus)
    assert [event.measured_at.minute for event in events] == [15, 0]
    assert {event.community_id for event in events} == {COMMUNITY_ID}


async def test_registry_counts_from_the_moment_it_says_so(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str
) -> None:
    """A device that is associated while the gateway runs; and the bare topic where allowed."""
    async with (
        running_gateway(broker, around, allow_bare_topic=True) as metrics,
        connected_device(broker, device_id) as device,
    ):
        await device.publish(device.reading(), "energy-data")
        await eventually(
            lambda: metrics.value("readings_rejected_total", reason="unknown_device") == 1
        )
        await register(bus, Registered([device_id]))

        async def accepted() -> bool:
            await device.publish(device.reading(5.0, sequence=1), "energy-data")
            return bool(device.acknowledged)

        await eventually(accepted)
        assert {event.power_w for event in await readings(bus)} == {5.0}
