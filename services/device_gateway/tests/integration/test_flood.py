"""A flood of garbage: counted whole, written down in part, and no reading suffers."""

from collections import Counter
from dataclasses import dataclass

import pytest

from devstack.servers.mqtt import MqttBroker
from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts.v1.dead_letter import DEAD_LETTER_DECODER
from services.device_gateway.tests.examples import payload
from services.device_gateway.tests.integration.flood import flooding
from services.device_gateway.tests.integration.stage import (
    Registered,
    Surroundings,
    connected_device,
    heard_of,
    readings,
    register,
    running_gateway,
    send,
)
from services.device_gateway.tests.stream import stored

_BURST = 20
_AT_A_TIME = 20


@dataclass(frozen=True)
class Extent:
    readings: int
    garbage: int
    garbage_per_s: float | None = None
    """None: as much as the broker and the gateway take."""


_EXTENTS = [
    pytest.param(Extent(readings=200, garbage=5_000), id="short", marks=pytest.mark.slow),
    pytest.param(
        Extent(readings=6_000, garbage=600_000, garbage_per_s=10_000),
        id="a-minute",
        marks=[pytest.mark.slow, pytest.mark.timeout(600)],
    ),
]


def garbage_of(rogue_id: str, stranger_id: str) -> dict[str, dict[str, bytes]]:
    return {
        rogue_id: {
            "not_json": b"\xff" * 60,
            "missing_field": b'{"energyValue": 1}',
            "device_mismatch": payload("m", 1),
        },
        stranger_id: {"unknown_device": b"{}"},
    }


@pytest.mark.parametrize("extent", _EXTENTS)
async def test_readings_flow_through_a_flood(
    broker: MqttBroker, around: Surroundings, bus: Bus, device_id: str, extent: Extent
) -> None:
    """A few readings at a time become durable while the garbage goes on, or the test ends here."""
    rogue_id, stranger_id = f"{device_id}-rogue", f"{device_id}-stranger"
    await register(bus, Registered([device_id, rogue_id]))
    async with (
        running_gateway(
            broker,
            around,
            max_payload_bytes=4096,
            dead_letters_per_s=0,
            dead_letter_burst=_BURST,
            readings_burst=1e9,  # here garbage is told by its own reasons
        ) as metrics,
        connected_device(broker, device_id) as device,
    ):
        async with flooding(
            broker,
            garbage_of(rogue_id, stranger_id),
            handled=lambda: metrics.value("readings_received_total"),
            per_s=extent.garbage_per_s,
        ) as flood:
            for first in range(0, extent.readings, _AT_A_TIME):
                end = first + _AT_A_TIME
                await send(device, range(first, end))
                await heard_of(device, range(end))
                await flood.reached(extent.garbage * end // extent.readings)

        def refused() -> Counter[str]:
            return Counter(
                {
                    reason: int(metrics.value("readings_rejected_total", reason=reason))
                    for reason in flood.sent
                }
            )

        await eventually(lambda: refused() >= flood.sent, timeout_s=60)
        # NATS gives a message again when its acknowledgement takes longer than it waits.
        assert refused() == flood.sent or broker.kind == "nats"
        await eventually(lambda: metrics.value("dead_letters_total", outcome="kept") == 4 * _BURST)
        letters = [DEAD_LETTER_DECODER.decode(m.data) for m in await stored(bus, "DEAD_LETTERS")]
        events = await readings(bus)
    assert Counter(letter.reason for letter in letters) == dict.fromkeys(flood.sent, _BURST)
    assert {event.device_id for event in events} == {device_id}
    assert len({event.measured_at for event in events}) == extent.readings
