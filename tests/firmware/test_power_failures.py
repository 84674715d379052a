"""Power fails at random moments of devices' lives, from their claim on (FR10.2, NF11).

kill -9 after a random number of things that a device said: while it provisions, connects, measures,
sends or is answered. Then each number it gave to a reading is in the books once.
"""

import asyncio
import random
from collections.abc import Sequence
from functools import partial
from typing import Final

import pytest

from devstack.devices.program.device import ProgramDevice
from tests.figures import Figures
from tests.firmware.homes import MakeHomes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.asyncio(loop_scope="session"),
]

_DEVICES: Final = 50
_FAILURES: Final = 6
_EVENTS: Final = 16
"""Started, connected with its claim, provisioned, connected as itself; then three a reading."""
_SEED: Final = 9


async def test_nothing_is_lost_when_power_fails_at_any_moment(
    make_homes: MakeHomes, figures: Figures
) -> None:
    chance = random.Random(_SEED)
    async with make_homes(_DEVICES) as homes:
        async with homes.patience(), asyncio.TaskGroup() as lives:
            for device in homes.devices:
                moments = [chance.randrange(_EVENTS) for _ in range(_FAILURES)]
                lives.create_task(_live(device, moments))
        await homes.all_are(lambda one: one.record.acknowledged_count >= 1)
        await homes.associate()
        booked = await homes.books_hold_what_was_measured()
    failures = _DEVICES * _FAILURES
    figures.add(f"{failures} power failures, {booked:,} readings in the books, each once")


async def _live(device: ProgramDevice, moments: Sequence[int]) -> None:
    """Power fails after so many events each."""
    for moment in moments:
        await device.until(partial(_has_heard, device, device.heard + moment))
        device.cut_power()
        await device.is_off()
        await device.switch_on()


def _has_heard(device: ProgramDevice, events: int) -> bool:
    return device.heard >= events
