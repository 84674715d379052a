"""A device's clock is wrong or unknown at its start (FR10.1): stamps are corrected, none invented.

The power fails, and when it is back the time server is a day ahead, two hours behind, or out of
reach. The system's answers put the clock right, and with it readings that were measured before.
Only of a clock that is behind the system cannot know at once: what was sent before its first answer
has the time that the clock said.
"""

from typing import Final

import pytest

from devstack.devices.program.device import ProgramDevice
from devstack.devices.program.record import Measured
from tests.figures import Figures
from tests.firmware.homes import Booked, MakeHomes

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.asyncio(loop_scope="session"),
]

_DEVICES: Final = 3
_SLOW_ANSWERS: Final = ("--fault", "slow-broker=4000")
"""Some seconds' readings are measured before the system says what time it is."""
_READINGS: Final = 8
_MS_PER_S: Final = 1000
_CLOSE_MS: Final = 10 * _MS_PER_S
"""A clock is left alone up to 2 s, and a busy machine says a little later what it measured."""


@pytest.mark.parametrize(
    ("flags", "wrong_by_s"),
    [
        (("--clock-offset", "86400", *_SLOW_ANSWERS), 86_400),
        (("--clock-offset", "-7200", *_SLOW_ANSWERS), -7_200),
        (("--fault", "network=0-5"), None),
    ],
    ids=["ahead", "behind", "unknown"],
)
async def test_a_clock_that_is_wrong_at_the_start(
    make_homes: MakeHomes,
    figures: Figures,
    flags: tuple[str, ...],
    wrong_by_s: int | None,
) -> None:
    async with make_homes(_DEVICES) as homes:
        await homes.all_are(lambda one: one.record.acknowledged_count >= 1)
        await homes.associate()
        before = {one: one.record.acknowledged_count for one in homes.devices}
        await homes.power_failure(*flags)
        await homes.all_are(lambda one: _is_put_right(one, before[one], wrong_by_s is not None))
        wrong = [
            said
            for one in homes.devices
            for said in one.record.readings().values()
            if not _is_close(said.stamp_ms, said.at_ms)
        ]
        assert wrong, "it was wrong"

        def is_right(device: ProgramDevice, said: Measured, booked: Booked) -> bool:
            corrected = device.newest.get("clock")
            is_true = _is_close(booked.stamp_ms, said.at_ms)
            if wrong_by_s == -7_200 and corrected is not None and said.at_ms < corrected.at_ms:
                is_true = is_true or booked.stamp_ms == said.stamp_ms
            return is_true and booked.power_mw == said.power_mw

        booked = await homes.books_hold_what_was_measured(is_right)
    figures.add(f"{len(wrong)} of {booked:,} stamps were wrong when they were made")


def _is_put_right(device: ProgramDevice, before: int, has_correction: bool) -> bool:
    started, corrected = device.newest["started"], device.newest.get("clock")
    has_sent = device.record.acknowledged_count >= before + _READINGS
    is_corrected = corrected is not None and corrected.at_ms > started.at_ms
    return has_sent and (is_corrected or not has_correction)


def _is_close(stamp_ms: int, at_ms: int) -> bool:
    return abs(stamp_ms - at_ms) <= _CLOSE_MS
