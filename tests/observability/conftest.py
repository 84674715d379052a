"""One traced stack, and who sees what it does."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from devstack.people.person import People, people_at
from devstack.supervisor.stack import Stack
from tests.observability.collector import Collector, collecting
from tests.observability.stage import Village, a_village, traced_stack


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    with collecting() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def traced(request: pytest.FixtureRequest, collector: Collector) -> AsyncIterator[Stack]:
    async with traced_stack(request.config.option.mqtt, collector) as stack:
        yield stack


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def observed(traced: Stack) -> AsyncIterator[People]:
    async with people_at(traced.url, traced.mail_folder, traced.code_on_label) as everybody:
        yield everybody


@pytest_asyncio.fixture(loop_scope="session")
async def village(traced: Stack, observed: People, collector: Collector) -> Village:
    return await a_village(traced, observed, collector)
