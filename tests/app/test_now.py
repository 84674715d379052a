"""Now and a community in the app: live, offline and back, and its day and month (FR3.1, FR3.2)."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Final

from playwright.async_api import Browser, Page, expect

from devstack.people.person import People
from devstack.supervisor.stack import Stack
from tests.app.axe import violations
from tests.app.browser import PHONE, new_page
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import go_to, sign_in
from tests.journeys.meter import Meter, meter
from tests.village import Village

pytestmark = JOURNEY

A_MINUTE_S: Final = 60
SOON_MS: Final = 2_000
"""In which a reading is to be seen (issue: live update within 2 s)."""


@asynccontextmanager
async def the_meters(stack: Stack, village: Village) -> AsyncIterator[list[Meter]]:
    roof, flat, attic = village.homes
    async with (
        meter(stack.mqtt, roof.device_id) as first,
        meter(stack.mqtt, flat.device_id) as second,
        meter(stack.mqtt, attic.device_id) as third,
    ):
        yield [first, second, third]


async def measure(meters: list[Meter], *powers_w: float) -> None:
    """A reading of each, of this moment."""
    now = datetime.now(UTC)
    for one, power_w in zip(meters, powers_w, strict=True):
        await one.measure(power_w, now - timedelta(seconds=10))
        await one.measure(power_w, now)


async def test_a_member_sees_live_whether_it_is_a_good_time(
    page: Page, stack: Stack, village: Village
) -> None:
    """Use case "Monitor": verdict, powers and one's facilities, each reading within two seconds."""
    began = time.monotonic()
    async with the_meters(stack, village) as meters:
        await measure(meters, -9_000, 800, 700)
        await sign_in(page, village.representative)
        await expect(page.get_by_role("heading", name="Good time")).to_be_visible()
        await expect(page.get_by_text("3 of 3 facilities reporting")).to_be_visible()
        await expect(page.get_by_text("Washing machine")).to_be_visible()
        assert time.monotonic() - began < A_MINUTE_S

        await measure(meters, -1_000, 2_500, 1_500)
        await expect(page.get_by_role("heading", name="Not now")).to_be_visible(timeout=SOON_MS)
        casa = page.get_by_role("link", name=re.compile("Casa Rita"))
        await expect(casa).to_contain_text("into the grid")
        assert await violations(page) == []


async def test_offline_the_last_figures_stay_and_then_go_on(
    page: Page, stack: Stack, village: Village
) -> None:
    async with the_meters(stack, village) as meters:
        await measure(meters, -9_000, 800, 700)
        await sign_in(page, village.representative)
        await expect(page.get_by_role("heading", name="Good time")).to_be_visible()
        await page.context.set_offline(True)
        await expect(page.get_by_text(re.compile("^You are offline: these"))).to_be_visible()
        await expect(page.get_by_text("3 of 3 facilities reporting")).to_be_visible()
        await page.context.set_offline(False)
        await measure(meters, -1_000, 2_500, 1_500)
        await expect(page.get_by_role("heading", name="Not now")).to_be_visible()
        await expect(page.get_by_text(re.compile("^You are offline"))).to_have_count(0)


async def test_a_community_now_today_and_by_month(
    page: Page, stack: Stack, village: Village
) -> None:
    """FR3.2, FR3.3: two taps from Now, in one picture; no screen breaks NF6."""
    async with the_meters(stack, village) as meters:
        await measure(meters, -9_000, 800, 700)
        await sign_in(page, village.representative)
        await go_to(page, "Communities")
        assert await violations(page) == []
        await page.get_by_role("link", name=re.compile("^Comunità di Borgo Sole")).click()
        await expect(page.get_by_role("heading", name="Good time")).to_be_visible()
        assert await violations(page) == []
        await page.get_by_role("radio", name="Today").click()
        await expect(page.get_by_role("heading", name="Shared energy by hour")).to_be_visible()
        assert await violations(page) == []
        await page.get_by_role("radio", name="Month").click()
        await expect(page.get_by_role("heading", name="Energy fed in, by day")).to_be_visible()
        assert await violations(page) == []


async def test_whoever_is_in_no_community_is_told_what_to_do(
    browser: Browser, stack: Stack, people: People
) -> None:
    """Use case "Monitor", extension: no access to any facility."""
    nora = await a_proving_user(people, "Nora")
    async with new_page(browser, stack.url, PHONE) as page:
        await sign_in(page, nora)
        await expect(page.get_by_role("heading", name="To begin with")).to_be_visible()
        assert await violations(page) == []
        await page.get_by_role("link", name=re.compile("^Add your facility")).click()
        await expect(page).to_have_url(re.compile("/facilities/new$"))
