"""Options of the tests that cross services, and the stack that journeys and API tests share."""

from collections.abc import AsyncIterator, Callable
from itertools import chain
from pathlib import Path

import pytest
import pytest_asyncio

from devstack.people.person import People, Person, people_at
from devstack.supervisor.stack import APP_FOLDER, Stack
from tests.figures import Figures, lines_of
from tests.stage import fresh_stack
from tests.village import a_user


@pytest.fixture
def figures(record_property: Callable[[str, object], None]) -> Figures:
    return Figures(record_property)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(request: pytest.FixtureRequest) -> AsyncIterator[Stack]:
    """One stack for all; each test has people, devices and communities of its own."""
    options = request.config.option
    async with fresh_stack(
        mqtt=options.mqtt, keep=options.keep_state, app_folder=options.app_web
    ) as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def people(stack: Stack) -> AsyncIterator[People]:
    async with people_at(stack.url, stack.mail_folder, stack.code_on_label) as everybody:
        yield everybody


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def olga(people: People) -> Person:
    """Somebody who owns many things, for tests that are not about becoming a user."""
    return await a_user(people, "Olga")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rosa(people: People) -> Person:
    """Somebody who represents communities."""
    return await a_user(people, "Rosa")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in lines_of(chain.from_iterable(terminalreporter.stats.values())):
        terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("meriggio system tests")
    group.addoption(
        "--fault-seeds",
        type=int,
        default=2,
        metavar="N",
        help="how many seeds the fault tests run with (default: 2)",
    )
    group.addoption(
        "--first-fault-seed",
        type=int,
        default=1,
        metavar="SEED",
        help="the first of them: repeat one failure with its seed and --fault-seeds 1",
    )
    group.addoption(
        "--app-web",
        type=Path,
        default=APP_FOLDER,
        metavar="FOLDER",
        help="the app's web build to test (default: the committed one, app/web)",
    )
    group.addoption(
        "--keep-state",
        action="store_true",
        help="leave the stacks' folders (books, logs, mail) where they are",
    )
