"""A browser, pages at both sizes, and a community to look at."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from tests.app.browser import CHROMIUM, DESKTOP, PHONE, Size, new_page, running_browser
from tests.app.members import a_proving_user
from tests.journeys.a_month import Month, a_month
from tests.village import Village, a_community, a_flat, a_home, a_roof, a_village


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed; with it the app is used in a browser")
    async with running_browser() as running:
        yield running


@pytest.fixture(params=[PHONE, DESKTOP], ids=lambda size: size.name)
def size(request: pytest.FixtureRequest) -> Size:
    chosen: Size = request.param
    return chosen


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, stack: Stack, size: Size) -> AsyncIterator[Page]:
    """Of somebody who has never been here, in English; at both sizes."""
    async with new_page(browser, stack.url, size) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def village(people: People) -> Village:
    """A community of three homes; its representative signs in by proof."""
    rita = await a_proving_user(people, "Rita")
    homes = [
        await a_home(rita, facility)
        for facility in (a_roof("Casa Rita"), a_flat(), a_flat("Attic"))
    ]
    return await a_village(rita, a_community("Comunità di Borgo Sole"), homes)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def month(stack: Stack, people: People) -> Month:
    """A community with some hours of last month in its books; its representative signs in."""
    return await a_month(stack, people, await a_proving_user(people, "Rosa"))
