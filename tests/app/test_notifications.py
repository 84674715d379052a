"""Use case "Receive notifications" in the app: live, read, and told where one chooses (FR4)."""

import re
from datetime import UTC, datetime
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from devstack.people.person import People, Person
from devstack.supervisor.stack import Stack
from tests.app.axe import look_through, violations, violations_by_screen
from tests.app.browser import Size
from tests.app.marks import JOURNEY
from tests.app.members import a_proving_user
from tests.app.steps import choose, field, go_to, inbox_opens, is_told, press, sign_in, type_into
from tests.app.surplus import BEGAN, SURPLUS_W, a_members_home, measure

pytestmark = JOURNEY

USED_UP_W: Final = 2_000.0


async def titles(member: Person) -> list[str]:
    return [one.title for one in await member.engagement.notifications()]


async def test_a_member_is_told_while_the_app_is_open(
    page: Page, stack: Stack, people: People
) -> None:
    """FR4.1, FR4.2: badge, banner and inbox by themselves; what is opened, is read."""
    home = await a_members_home(stack, people, "Elsa")
    began = datetime.now(UTC) - BEGAN
    body = {"surplusOver": True}
    await home.owner.account.request("PATCH", "/notification/preference", body=body)
    async with inbox_opens(page):
        await sign_in(page, home.owner)
    unread = page.get_by_role("navigation").get_by_role("img", name="1 unread")
    await expect(unread).to_have_count(0)
    await measure(stack, home, began, SURPLUS_W, until_told=1)
    [surplus] = await titles(home.owner)
    await expect(unread).to_be_visible()
    await is_told(page, surplus)
    await press(page, "Open")
    await expect(page.get_by_role("heading", level=1, name=surplus)).to_be_visible()
    await expect(page.get_by_text("Going on")).to_be_visible()
    await page.goto("/inbox")
    await expect(page.get_by_text("All read")).to_be_visible()
    await expect(unread).to_have_count(0)

    await measure(stack, home, began, [*SURPLUS_W, USED_UP_W], until_told=2)
    over, _ = await titles(home.owner)
    row = page.get_by_role("link", name=re.compile(re.escape(over)))
    await expect(row).to_be_visible()
    await expect(page.get_by_text("1 unread", exact=True)).to_be_visible()
    await press(page, "Dismiss the message")
    await press(page, "Mark all as read")
    await is_told(page, "All notifications are read.")
    await expect(page.get_by_text("All read")).to_be_visible()
    await expect(unread).to_have_count(0)
    assert all(one.read_at for one in await home.owner.engagement.notifications())
    await row.click()
    await expect(page.get_by_role("heading", level=1, name=over)).to_be_visible()
    await expect(page.get_by_text("Ended", exact=True)).to_be_visible()


async def test_a_row_of_the_inbox_is_read_once_opened(
    page: Page, stack: Stack, people: People
) -> None:
    """FR4.2: told while the app was closed."""
    home = await a_members_home(stack, people, "Ivo")
    await measure(stack, home, datetime.now(UTC) - BEGAN, SURPLUS_W, until_told=1)
    [surplus] = await titles(home.owner)
    await sign_in(page, home.owner)
    unread = page.get_by_role("navigation").get_by_role("img", name="1 unread")
    await expect(unread).to_be_visible()
    await go_to(page, "Notifications")
    await page.get_by_role("link", name=re.compile(re.escape(surplus))).click()
    await expect(page.get_by_role("heading", level=1, name=surplus)).to_be_visible()
    await expect(unread).to_have_count(0)
    await page.go_back()
    await expect(page.get_by_text("All read")).to_be_visible()


async def test_mail_and_quiet_hours_are_chosen(page: Page, people: People) -> None:
    """FR4.2: each choice counts at once, and is there the next time."""
    gino = await a_proving_user(people, "Gino")
    await sign_in(page, gino)
    await go_to(page, "Notifications")
    await press(page, "Choose how")
    for choice in ("Never", "Always"):
        await choose(page, "Email", choice)
        await is_told(page, "Saved.")
        await page.reload()
        await expect(page.get_by_role("button", name=f"Email: {choice}")).to_be_visible()
    await type_into(page, "From", "25:00")
    await press(page, "Save the hours")
    await expect(page.get_by_text("Enter a time, such as 22:00.")).to_be_visible()
    await type_into(page, "From", "13:00")
    await type_into(page, "To", "15:30")
    await press(page, "Save the hours")
    await is_told(page, "Saved.")
    await page.reload()
    await expect(field(page, "From")).to_have_value("13:00")
    await expect(field(page, "To")).to_have_value("15:30")
    await press(page, "No quiet hours")
    await expect(page.get_by_role("button", name="No quiet hours")).to_have_count(0)
    await expect(field(page, "From")).to_have_value("")


async def test_a_webhook_says_how_its_test_went(page: Page, people: People) -> None:
    """FR4.2: another way out, its secret once, a test that says that nobody answered, and gone."""
    ugo = await a_proving_user(people, "Ugo")
    await sign_in(page, ugo)
    await page.goto("/settings/notifications")
    await press(page, "Add a server of yours")
    await type_into(page, "Name", "Home")
    await type_into(page, "Address", "ftp://127.0.0.1/told")
    await press(page, "Add")
    await expect(page.get_by_text("It has to begin with", exact=False)).to_be_visible()
    await type_into(page, "Address", "https://127.0.0.1/told")
    await press(page, "Add")
    await is_told(page, "Home has been added.")
    await expect(page.get_by_text(re.compile("^whsec_"))).to_be_visible()
    await press(page, "Test")
    await expect(page.get_by_text("The test did not arrive.", exact=False)).to_be_visible()
    await press(page, "Dismiss the message")
    await press(page, "Remove")
    dialog = page.get_by_role("dialog", name="Remove Home?")
    await dialog.get_by_role("button", name="Remove").click()
    await is_told(page, "Removed.")
    await expect(page.get_by_role("heading", name="Home", exact=True)).to_have_count(0)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def told(stack: Stack, people: People) -> Person:
    """A member with a notification and a way out."""
    home = await a_members_home(stack, people, "Tea")
    await measure(stack, home, datetime.now(UTC) - BEGAN, SURPLUS_W, until_told=1)
    webhook = {"kind": "webhook", "label": "Home", "url": "https://127.0.0.1/told"}
    await home.owner.account.request("POST", "/notification/endpoint", body=webhook)
    return home.owner


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_the_screens_of_notifications_are_accessible(
    page: Page, size: Size, told: Person, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    [one] = await told.engagement.notifications()
    await look_through(page, size, theme, told)
    episode = f"/communities/{one.community_id}/episodes/{one.episode_id}"
    paths = ["/inbox", episode, "/settings/notifications"]
    assert await violations_by_screen(page, paths) == {}
    await press(page, "Add a server of yours")
    await press(page, "Add")
    await expect(page.get_by_text("Enter the address.")).to_be_visible()
    assert await violations(page) == []
