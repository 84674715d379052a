"""A small fleet's life (FR7.1, FR10.2, NF11): claimed, associated, revoked, renewed, updated.

With a hundred devices and kill -9 of broker and gateway during each step: tests/faults/test_fleet.
"""

from pathlib import Path

import pytest

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.people.person import Person
from devstack.supervisor.stack import Stack
from tests.figures import Figures
from tests.fleet import fleet_stage
from tests.fleet_life import FleetLife
from tests.village import a_device_id

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_from_the_claim_to_a_new_firmware(
    stack: Stack, olga: Person, tmp_path: Path, figures: Figures
) -> None:
    prefix = a_device_id()
    bad = f"{prefix}0005"
    async with fleet_stage(
        stack, olga, tmp_path, devices=6, prefix=prefix, conduct=lambda one: _fate(one == bad)
    ) as stage:
        life = FleetLife(stage, stolen=f"{prefix}0000", renewed=f"{prefix}0001", bad=bad)
        async for step in life.steps():
            figures.add(step)


def _fate(is_bad: bool) -> Conduct:
    return Conduct(firmware_fate="rolled_back") if is_bad else ORDERLY
