"""Accessibility of the page as it is (NF6): axe-core, and the size of what one presses."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page

from devstack.people.person import Person
from tests.app.browser import Size
from tests.app.steps import looks, open_screen, sign_in

AXE: Final = Path(__file__).parents[2] / "app" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS: Final = (
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
)
TARGET_PX: Final = 48
WHOLE_SCREEN_PX: Final = 4_000
"""Higher than any screen is."""
_ROUNDING_PX: Final = 0.5

_RUN: Final = """
async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}
"""

# What can be pressed and is to be seen; links within a sentence are as high as their line.
_SMALL: Final = """
(least) => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, [role=button], [role=link], [role=tab], ' +
    '[role=switch], [role=checkbox], [role=radio], [role=option], [role=menuitem]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => getComputedStyle(one).display !== "inline")
  .map((one) => {
    // A field is as large as the frame around it that takes the press.
    const isField = ["INPUT", "TEXTAREA", "SELECT"].includes(one.tagName);
    const frame = isField ? one.parentElement : one;
    return [one, frame.getBoundingClientRect()];
  })
  .filter(([, { width, height }]) => width > 0 && (width < least || height < least))
  .map(([one, { width, height }]) =>
    `${one.getAttribute("aria-label") ?? one.textContent}: ${width} x ${height}`)
"""


async def violations(page: Page) -> list[str]:
    """Rules of WCAG 2.2 up to AAA that the page breaks, and where; and targets below 48 px."""
    if not await page.evaluate("() => typeof axe !== 'undefined'"):
        # Straight into the page: its policy lets no other script in, which is as it should be.
        await page.evaluate(AXE.read_text())
    broken: list[Any] = await page.evaluate(_RUN, list(_TAGS))
    small: list[Any] = await page.evaluate(_SMALL, TARGET_PX - _ROUNDING_PX)
    return [*map(str, broken), *(f"target below {TARGET_PX} px: {one}" for one in small)]


async def see_whole_screens(page: Page, size: Size) -> None:
    """Without scrolling: axe takes labels that are scrolled away for missing ones."""
    await page.set_viewport_size({"width": size.width, "height": WHOLE_SCREEN_PX})


async def look_through(page: Page, size: Size, theme: str, person: Person) -> None:
    """Signed in, in this theme, with whole screens."""
    await looks(page, theme)
    await sign_in(page, person)
    await see_whole_screens(page, size)


async def violations_by_screen(page: Page, paths: Iterable[str]) -> dict[str, list[str]]:
    """Those screens, by their path, that break a rule as soon as they are opened."""
    found: dict[str, list[str]] = {}
    for path in paths:
        await open_screen(page, path)
        if broken := await violations(page):
            found[path] = broken
    return found
