"""New firmware in waves, by the gateway's own roll-outs (FR10.2): a bad image goes no further.

An image that cannot even start is rolled back by each device of the first wave, so the roll-out is
aborted and no further device hears of it. A good one is then confirmed by all, wave after wave.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final
from uuid import UUID

import pytest

from devstack.people.firmware_image import signed_image
from libs.chassis.testing.eventually import eventually
from tests.figures import Figures
from tests.firmware.homes import Homes, MakeHomes, unless_unheard

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.asyncio(loop_scope="session"),
]

_DEVICES: Final = 10
_HARDWARE: Final = "posix-1"
_MINIMUM_FINISHED: Final = 3
_OLD, _BAD, _GOOD = "1.0.0", "1.1.0", "1.2.0"
_CONTENT: Final = bytes(range(256)) * 500
_PATIENCE_S: Final = 120.0


async def test_a_bad_image_rolls_back_and_stops_and_a_good_one_reaches_all(
    make_homes: MakeHomes, figures: Figures
) -> None:
    async with make_homes(_DEVICES) as homes:
        await _all_report(homes, _OLD)
        bad = await _roll_out(homes, _BAD, fails="starting")
        tried = (await _ended(homes, bad, "aborted", {"rolled_back", "cancelled"}))["rolled_back"]
        assert _MINIMUM_FINISHED <= tried < _DEVICES
        await homes.all_are(lambda one: one.is_connected)
        assert {one.newest["started"].version for one in homes.devices} == {_OLD}

        good = await _roll_out(homes, _GOOD)
        assert await _ended(homes, good, "completed", {"confirmed"}) == {"confirmed": _DEVICES}
        assert {one.newest["started"].version for one in homes.devices} == {_GOOD}
        await _all_report(homes, _GOOD)
        await homes.associate()
        booked = await homes.books_hold_what_was_measured()
    figures.add(
        f"{tried} devices went back from a bad image, {_DEVICES} have the good one, "
        f"{booked:,} readings in the books, each once"
    )


async def _all_report(homes: Homes, version: str) -> None:
    """Wait until the gateway knows that all devices run it."""

    async def is_known() -> bool:
        requests = map(homes.operator.firmware, homes.fleet.device_ids)
        told = [await unless_unheard(request) for request in requests]
        return all(one is not None and one.version == version for one in told)

    await eventually(is_known, timeout_s=_PATIENCE_S, interval_s=0.2)


async def _roll_out(homes: Homes, version: str, *, fails: str | None = None) -> UUID:
    """To half of the devices, then to all."""
    image = signed_image(
        homes.stack.certificates.firmware_key,
        hardware=_HARDWARE,
        version=version,
        content=_image(version, fails),
    )
    rollout = await homes.operator.start_rollout(
        await homes.operator.publish_image(image),
        device_ids=homes.fleet.device_ids,
        waves=[{"percent": 50}, {"percent": 100}],
        waveMinimumS=0,
        successRatio=1.0,
        abort={"failureRatio": 0.5, "minimumFinished": _MINIMUM_FINISHED},
    )
    return rollout.rollout_id


def _image(version: str, fails: str | None) -> bytes:
    """What the Linux program takes for one: a head, and anything."""
    lines = ["meriggio-posix-image", f"version: {version}"]
    lines += [] if fails is None else [f"fails: {fails}"]
    return "\n".join([*lines, "", ""]).encode() + _CONTENT


async def _ended(
    homes: Homes, rollout_id: UUID, state: str, phases: AbstractSet[str]
) -> Mapping[str, int]:
    """Wait until it is so, and all its devices too; how many of them are how."""

    async def found() -> Mapping[str, int]:
        rollout = await homes.operator.rollout(rollout_id)
        counted = {phase: count for phase, count in rollout.devices.items() if count}
        assert rollout.state == state, rollout
        assert counted.keys() == phases, counted
        return counted

    ended: Mapping[str, int] = await eventually(found, timeout_s=_PATIENCE_S)
    return ended
