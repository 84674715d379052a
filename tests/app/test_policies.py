"""A representative's policies in the app: tried on the past, then decided (FR4.2, R6)."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from playwright.async_api import Locator, Page, expect

from devstack.people.connection import ApiProblem
from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.app.axe import look_through, violations
from tests.app.browser import Size
from tests.app.marks import LONG_JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import (
    choose,
    field,
    is_told,
    open_managed,
    open_screen,
    press,
    sign_in,
    title_is,
    type_into,
    within_a_minute,
)
from tests.app.surplus import BEGAN, SURPLUS_W, measure
from tests.journeys.a_month import BAKERY, FLATS, PARISH, Month, read
from tests.journeys.fitting import a_working_home
from tests.journeys.meter import meter
from tests.village import Village, a_community, a_roof, a_village

pytestmark = LONG_JOURNEY

THRESHOLD: Final = "At least this much more power"
SHARE_OF_PRODUCTION: Final = "And at least this part of what is produced"
BY_DRAWN, BY_FED_IN, BY_COEFFICIENTS = "By what is drawn", "By what is fed in", "By coefficients"
BEFORE_AND_AFTER: Final = "Before and after, for each facility"
TOO_HIGH_W: Final = 10_000.0
USED_W: Final = 500.0
LONG_AGO: Final = timedelta(minutes=95)
"""The hour after a call begins with the next quarter-hour, and is over."""


async def is_marked(page: Page, label: str, typed: str, error: str) -> None:
    """The error is said at the field, which keeps what was typed."""
    wrong = field(page, label)
    await expect(wrong).to_have_attribute("aria-invalid", "true")
    await expect(wrong).to_have_value(typed)
    await expect(wrong).to_have_accessible_description(re.compile(f"^{re.escape(error)}"))


def row(page: Page, table: str, name: str) -> Locator:
    """Of a table in front, by its first cell."""
    rows = page.get_by_role("table", name=table).get_by_role("row")
    return rows.filter(has=page.get_by_role("rowheader", name=name, exact=True))


async def a_quiet_community(stack: Stack, rita: Person) -> Village:
    """Its policy has let a surplus of four minutes go by."""
    home = await a_working_home(stack, rita, a_roof("Casa Rita"))
    village = await a_village(rita, a_community(threshold_w=TOO_HIGH_W), [home])
    began = datetime.now(UTC) - BEGAN
    asked = {"from": began.isoformat(), "to": datetime.now(UTC).isoformat()}

    async with meter(stack.mqtt, home.device_id) as device:

        async def is_known() -> bool:
            # Readings from before the registry's news arrived counted for nobody.
            for minute, power_w in enumerate(SURPLUS_W):
                await device.measure(power_w, began + timedelta(minutes=minute))
            path = f"/live/community/{village.community_id}/replay"
            try:
                answer = await rita.account.request("POST", path, body=asked)
            except ApiProblem as problem:  # what the registry told is still on its way
                if problem.code != "community_not_found":
                    raise
                return False
            return bool(json.loads(answer)["knownMinutes"] > 1)

        await eventually(is_known, interval_s=0.5, timeout_s=60)
    return village


async def test_a_surplus_policy_is_tried_on_the_past_and_saved(
    page: Page, stack: Stack, people: People
) -> None:
    """FR4.2: errors at their fields, what it would have done beside the one in force, saved."""
    rita = await a_proving_user(people, "Rita")
    village = await a_quiet_community(stack, rita)
    await sign_in(page, rita)
    await open_managed(page, village.community_id, "When members are told", "Surplus policy")
    with within_a_minute():
        await type_into(page, THRESHOLD, "a lot")
        await type_into(page, SHARE_OF_PRODUCTION, "150")
        await press(page, "Try it")
        await is_told(page, "Correct the fields that are marked.")
        await is_marked(page, THRESHOLD, "a lot", "Type a number.")
        await is_marked(page, SHARE_OF_PRODUCTION, "150", "From 0 to 100.")
        await type_into(page, THRESHOLD, "1000")
        await type_into(page, SHARE_OF_PRODUCTION, "0")
        await page.get_by_role("radio", name="7 days").click()
        await press(page, "Try it")
        tried = row(page, "Side by side", "Times with surplus").get_by_role("cell")
        await expect(tried).to_have_text(["0", "1"])
        await press(page, "Save the policy")
        await is_told(page, "Policy saved. It counts from the next reading on.")
    await page.reload()
    await expect(field(page, THRESHOLD)).to_have_value(re.compile("^1,?000$"))


async def test_a_distribution_policy_is_simulated_and_decided(page: Page, month: Month) -> None:
    """R6: parts and coefficients told at their fields, what changes for whom, and its version."""
    await sign_in(page, month.rosa)
    await open_managed(
        page, month.village.community_id, "How the money is divided", "Distribution policy"
    )
    with within_a_minute():
        await type_into(page, BY_DRAWN, "50")
        await type_into(page, BY_FED_IN, "0")
        await type_into(page, BY_COEFFICIENTS, "40")
        await type_into(page, BAKERY, "2.5")
        await press(page, "Simulate")
        await is_told(page, "Correct the fields that are marked.")
        await expect(page.get_by_text("90% in all: it has to be 100%.")).to_be_visible()
        await is_marked(page, BAKERY, "2.5", "A whole number, up to 1,000,000.")
        await type_into(page, BY_COEFFICIENTS, "50")
        await type_into(page, BAKERY, "1")
        await type_into(page, FLATS, "3")
        await press(page, "Simulate")
        for name in (BAKERY, PARISH, FLATS):
            await expect(row(page, BEFORE_AND_AFTER, name)).to_be_visible()
    versions = await read(month.rosa, f"{month.path}/distribution-policy/version")
    with within_a_minute():
        await choose(page, "Counts from", f"{datetime.now(UTC):%B %Y}")
        await press(page, "Decide this policy")
        await is_marked(page, "Reason", "", "For a month that has begun, say why")
        await type_into(page, "Reason", "Decided by all on Sunday")
        await press(page, "Decide this policy")
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Months that are settled are settled again by it")
        await dialog.get_by_role("button", name="Decide this policy").click()
        await is_told(page, f"Decided: it counts from {datetime.now(UTC):%B %Y}.")
        await expect(page.get_by_text(f"Version {len(versions) + 1}, from").first).to_be_visible()


async def test_whether_calls_help_is_told_honestly(
    page: Page, stack: Stack, people: People
) -> None:
    """FR4.2: nothing before the hour after the first call is over; then that one is not enough."""
    rita = await a_proving_user(people, "Rita")
    home = await a_working_home(stack, rita, a_roof("Casa Rita"))
    community = a_community()
    # Old readings count as well, so that the hour after the call has gone by.
    policy = {**community.surplus_policy, "maximumAgeS": 86_400}
    village = await a_village(rita, replace(community, surplus_policy=policy), [home])
    await sign_in(page, rita)
    await open_managed(page, village.community_id, "Effect of calls", "Effect of calls")
    await expect(page.get_by_text("No call to compare yet")).to_be_visible()
    await press(page, "Go to the surplus policy")
    await title_is(page, "Surplus policy")
    await measure(stack, home, datetime.now(UTC) - LONG_AGO, SURPLUS_W, until_told=1)
    async with meter(stack.mqtt, home.device_id) as device:
        await device.measure(USED_W, datetime.now(UTC))
    await open_screen(page, f"/communities/{village.community_id}/effect")
    again = page.get_by_role("button", name="Refresh", exact=True)

    async def is_compared() -> bool:
        # What was read a moment ago is not asked again by itself.
        await again.click()
        await expect(again).to_be_enabled()
        return await page.get_by_text("It cannot be said yet", exact=False).count() == 1

    await eventually(is_compared, interval_s=0.5, timeout_s=60)
    await expect(page.get_by_text("3.0 kW of surplus; 1 facility told")).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_the_screens_of_policies_are_accessible(
    page: Page, size: Size, month: Month, theme: str
) -> None:
    """NF6: with what was tried, and with what was wrong."""
    await look_through(page, size, theme, month.rosa)
    base = f"/communities/{month.village.community_id}"
    await open_screen(page, f"{base}/surplus-policy")
    await page.get_by_role("radio", name="90 days").click()
    await press(page, "Try it")
    await expect(page.get_by_role("table", name="Side by side")).to_be_visible()
    assert await violations(page) == []
    await type_into(page, THRESHOLD, "a lot")
    await press(page, "Save the policy")
    assert await violations(page) == []
    await open_screen(page, f"{base}/distribution-policy")
    await press(page, "Simulate")
    await expect(page.get_by_role("table", name=BEFORE_AND_AFTER)).to_be_visible()
    assert await violations(page) == []
    await type_into(page, BY_DRAWN, "a lot")
    await press(page, "Decide this policy")
    assert await violations(page) == []
    await open_screen(page, f"{base}/effect")
    assert await violations(page) == []
