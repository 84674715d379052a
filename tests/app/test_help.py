"""Help, glossary, privacy and licences: read, searched, and reached by keyboard (NF5, NF6)."""

from typing import Final

import httpx
import pytest
from playwright.async_api import Page, expect

from devstack.supervisor.stack import Stack
from tests.app.axe import see_whole_screens, violations, violations_by_screen
from tests.app.browser import Size
from tests.app.keyboard import go, reach
from tests.app.marks import LONG_JOURNEY
from tests.app.steps import go_to, looks, open_screen, press, sign_in, title_is, type_into
from tests.village import Village

pytestmark = LONG_JOURNEY

ALL_ANSWERED_PX: Final = 12_000
"""Higher than the screen is with every answer open."""


async def test_a_question_is_found_and_answered_by_keyboard(page: Page, village: Village) -> None:
    """From More: a word is looked for, the answer opened; then the glossary, and back."""
    await sign_in(page, village.representative)
    await go_to(page, "More")
    await go(page, "How it works")
    await title_is(page, "Help")
    await reach(page, "Search")
    await page.keyboard.type("substation")
    await expect(page.get_by_text("How do I join a community?")).to_be_visible()
    await go(page, "How do I join a community")
    opened = page.get_by_role("button", name="How do I join a community?")
    await expect(opened).to_have_attribute("aria-expanded", "true")
    await expect(page.get_by_role("heading", name="The words")).to_be_visible()
    await open_screen(page, "/help")
    await go(page, "Glossary")
    await title_is(page, "Glossary")
    await go(page, "Back")
    await title_is(page, "Help")


async def test_what_is_not_there_is_told(page: Page, village: Village) -> None:
    """A search in vain offers everything again."""
    await sign_in(page, village.representative)
    for path in ("/help", "/help/glossary"):
        await open_screen(page, path)
        await type_into(page, "Search", "blockchain")
        await expect(page.get_by_text("Nothing found")).to_be_visible()
        assert await violations(page) == []
        await press(page, "Show all")
        await expect(page.get_by_text("Nothing found")).to_have_count(0)


async def test_privacy_is_read_before_there_is_an_account(page: Page) -> None:
    """By its address, as the stores want it; and back to the start."""
    await open_screen(page, "/privacy")
    for part in ("Who processes them", "What we do not know", "Your rights"):
        await expect(page.get_by_role("heading", name=part)).to_be_visible()
    await go(page, "Back")
    await expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


async def test_licences_come_with_their_texts(page: Page, stack: Stack, village: Village) -> None:
    """Each package that the screen names is in the file of texts."""
    await sign_in(page, village.representative)
    await open_screen(page, "/more")
    await go(page, "About and privacy")
    await title_is(page, "About and privacy")
    await go(page, "Software by others")
    await title_is(page, "Software by others")
    await reach(page, "The licences' texts")
    async with httpx.AsyncClient(base_url=stack.url, trust_env=False) as http:
        texts = (await http.get("/licences.txt")).text
    main = await page.get_by_role("main").inner_text()
    named = [name for name in ("react-native-web", "tssrp6a", "d3-shape") if name in main]
    assert len(named) == 3
    assert all(name in texts for name in named)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_the_screens_of_help_are_accessible(
    page: Page, size: Size, village: Village, theme: str
) -> None:
    """NF6: WCAG 2.2 up to AAA, and targets of 48 px, in both themes."""
    await looks(page, theme)
    await see_whole_screens(page, size)
    assert await violations_by_screen(page, ["/privacy"]) == {}
    await sign_in(page, village.representative)
    paths = ["/help", "/help/glossary", "/help/about", "/help/licences", "/no/such/page"]
    assert await violations_by_screen(page, paths) == {}
    await open_screen(page, "/help")
    await page.set_viewport_size({"width": size.width, "height": ALL_ANSWERED_PX})
    closed = page.get_by_role("main").get_by_role("button", expanded=False)
    while await closed.count():
        await closed.first.click()
    assert await violations(page) == []
