"""The app by keyboard alone (NF6): no pointer touches it."""

import re
from typing import Final

import pytest
from playwright.async_api import Page, expect

from devstack.people.person import Person
from tests.village import Village

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MOST_STEPS: Final = 80
"""More of them than a screen has things to press: somebody is going in circles."""

# What has the focus, by its name for readers; and whether one can see that it has it.
_FOCUSED: Final = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return { name: "", isSeen: true };
  const label = document.getElementById(one.getAttribute("aria-labelledby")?.split(" ")[0] ?? "");
  const named = one.getAttribute("aria-label") ?? (label ?? one.labels?.[0] ?? one).innerText;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const framed = one.parentElement ? getComputedStyle(one.parentElement) : null;
  const isOutlined = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const isField = ["INPUT", "TEXTAREA"].includes(one.tagName);
  const isSeen = isOutlined({ outlineStyle, outlineWidth }) || boxShadow !== "none"
    || (isField && framed !== null && parseFloat(framed.borderTopWidth) > 0);
  return { name: (named ?? "").trim(), isSeen };
}
"""


async def reach(page: Page, name: str) -> None:
    """Tab until what begins with this name has the focus, seeing all the way where one is."""
    passed: list[str] = []
    for _ in range(MOST_STEPS):
        await page.keyboard.press("Tab")
        focused = await page.evaluate(_FOCUSED)
        assert focused["isSeen"], f"{focused['name']}: nobody sees that it has the focus"
        if re.match(name, focused["name"]):
            return
        passed.append(focused["name"])
    raise AssertionError(f"{name} is not reached by keyboard; passed: {passed}")


async def go(page: Page, name: str) -> None:
    await reach(page, name)
    await page.keyboard.press("Enter")


async def title_is(page: Page, title: str) -> None:
    found = page.get_by_role("heading", level=1, name=title).filter(visible=True)
    await expect(found.first).to_be_visible()


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
    await go(page, "Sign out")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Sign out")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await go(page, "Sign out")
    await title_is(page, "Sign in")
