"""A system whose roll-outs need not last for days."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from devstack.people.person import Person, people_at
from devstack.supervisor.stack import Stack
from tests.firmware.homes import MakeHomes, homes_with_devices
from tests.fleet import GATEWAY_IN_A_HURRY
from tests.stage import fresh_stack
from tests.village import a_user


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def hurried_stack(
    request: pytest.FixtureRequest, firmware_program: Path
) -> AsyncIterator[Stack]:
    """One for all these tests; each has devices of its own."""
    del firmware_program  # without it nothing is started
    options = request.config.option
    async with fresh_stack(
        mqtt=options.mqtt,
        keep=options.keep_state,
        settings={"device_gateway": GATEWAY_IN_A_HURRY},
    ) as stack:
        yield stack


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def owner(hurried_stack: Stack) -> AsyncIterator[Person]:
    stack = hurried_stack
    async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as people:
        yield await a_user(people, "Olga")


@pytest.fixture
def make_homes(
    hurried_stack: Stack, owner: Person, firmware_program: Path, tmp_path: Path
) -> MakeHomes:
    """Homes with so many devices of their own."""
    return partial(homes_with_devices, hurried_stack, owner, firmware_program, tmp_path)
