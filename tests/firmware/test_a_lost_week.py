"""Fifty devices lose the broker for a week and catch up (FR10.1, FR10.2, NF11).

They provision by their batch's claim, send, and measure for a simulated week without a broker, at
whose end the power fails too. Then every reading that a device gave a number is in the books once.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from tests.figures import Figures
from tests.firmware.homes import MakeHomes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.asyncio(loop_scope="session"),
]

_DEVICES: Final = 50
_WEEK: Final = timedelta(days=7)
_INTERVAL_S: Final = 600
_READINGS_OF_A_WEEK: Final = int(_WEEK.total_seconds()) // _INTERVAL_S
_MS_PER_S: Final = 1000


async def test_fifty_devices_catch_up_on_a_week_without_a_broker(
    make_homes: MakeHomes, figures: Figures
) -> None:
    async with make_homes(_DEVICES) as homes:
        began_s = time.monotonic()
        await homes.all_are(lambda one: one.is_connected)
        figures.add(f"{_DEVICES} devices provisioned and connected in {_since(began_s):.1f} s")
        await homes.associate()
        await homes.all_are(lambda one: one.record.acknowledged_count >= 1)
        await homes.configure(_INTERVAL_S)

        broker = homes.stack.supervisor.parts[_BROKER[homes.stack.mqtt.kind]]
        await broker.stop()
        began_s = time.monotonic()
        week_ago_ms = round((datetime.now(UTC) - _WEEK).timestamp() * _MS_PER_S)
        await homes.power_failure("--since", str(week_ago_ms))
        await homes.all_are(lambda one: "present" in one.newest)
        assert all(one.record.pending >= _READINGS_OF_A_WEEK - 1 for one in homes.devices)
        figures.add(f"a week without broker in {_since(began_s):.1f} s")

        await homes.power_failure()
        await broker.start()
        began_s = time.monotonic()
        await homes.all_are(lambda one: one.record.pending == 0)
        figures.add(f"caught up in {_since(began_s):.1f} s")
        booked = await homes.books_hold_what_was_measured()
        figures.add(f"{booked:,} readings in the books, each once and unchanged")


_BROKER: Final = {"mosquitto": "mosquitto", "nats": "nats-devices"}


def _since(began_s: float) -> float:
    return time.monotonic() - began_s
