"""The app by keyboard alone (NF6): no pointer touches it."""

from playwright.async_api import Page, expect

from devstack.people.person import Person
from tests.app.keyboard import go, reach
from tests.app.marks import JOURNEY
from tests.app.steps import title_is
from tests.village import Village

pytestmark = JOURNEY


async def sign_in_by_keyboard(page: Page, person: Person) -> None:
    await page.goto("/sign-in")
    await title_is(page, "Sign in")
    await reach(page, "Email")
    await page.keyboard.type(person.account.identity.email)
    await reach(page, "Password")
    await page.keyboard.type(person.account.identity.password)
    await page.keyboard.press("Enter")
    await title_is(page, "Now")


async def test_a_facility_is_looked_at_without_a_pointer(page: Page, village: Village) -> None:
    """FR2.1, FR2.3, FR3.1: sign in, Now, a facility, back, sign out; the focus is always seen."""
    await sign_in_by_keyboard(page, village.representative)
    await go(page, "Facilities")
    await title_is(page, "Facilities")
    await go(page, "Casa Rita")
    await title_is(page, "Casa Rita")
    await go(page, "Back")
    await title_is(page, "Facilities")
    await go(page, "More")
    await title_is(page, "More")
    # Of the places behind the one in front nothing is come across.
    passed = await reach(page, "Sign out")
    assert not [name for name in passed if name.startswith(("Casa Rita", "Open the community"))]
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Sign out")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await go(page, "Sign out")
    await title_is(page, "Sign in")
