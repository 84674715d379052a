"""One stack for all journeys; each journey has people, devices and communities of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from devstack.people.person import People, Person, people_at
from devstack.supervisor.stack import Stack
from tests.stage import fresh_stack
from tests.village import a_user


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(request: pytest.FixtureRequest) -> AsyncIterator[Stack]:
    options = request.config.option
    async with fresh_stack(mqtt=options.mqtt, keep=options.keep_state) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(stack: Stack) -> AsyncIterator[People]:
    async with people_at(stack.url, stack.mail_folder) as everybody:
        yield everybody


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def olga(people: People) -> Person:
    """Somebody who owns many things, for journeys that are not about becoming a user."""
    return await a_user(people, "Olga")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rosa(people: People) -> Person:
    """Somebody who represents communities."""
    return await a_user(people, "Rosa")
