"""What people do in the app, as they do it: by what they read and press."""

import re

from playwright.async_api import Page, expect

from devstack.people.person import Person


async def sign_in(page: Page, person: Person) -> None:
    """FR2.1, by proof; ends on Now."""
    await page.goto("/")
    await page.get_by_label("Email").fill(person.account.identity.email)
    await page.get_by_label("Password", exact=True).fill(person.account.identity.password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page).to_have_url(re.compile("/now$"))


async def go_to(page: Page, place: str) -> None:
    """One of the five places of the main navigation, by its name."""
    await page.get_by_role("navigation").get_by_role("link", name=place).click()
    await expect(page.get_by_role("heading", level=1, name=place)).to_be_visible()


async def is_told(page: Page, words: str) -> None:
    """A toast says it, and readers hear it."""
    await expect(page.locator("[aria-live]").filter(has_text=words)).to_have_count(1)
