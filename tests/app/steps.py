"""What people do in the app, as they do it: by what they read and press."""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final
from uuid import UUID

from playwright.async_api import Locator, Page, expect

from devstack.people.person import Person

A_MINUTE_S: Final = 60
PACE_MS: Final = 60
"""Between two keys, as people type."""


async def sign_in(page: Page, person: Person) -> None:
    """FR2.1, by proof; ends on Now."""
    await page.goto("/sign-in")
    await page.get_by_label("Email").fill(person.account.identity.email)
    await page.get_by_label("Password", exact=True).fill(person.account.identity.password)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page).to_have_url(re.compile("/now$"))


@asynccontextmanager
async def inbox_opens(page: Page) -> AsyncIterator[None]:
    """At the end the app hears of notifications as they come; earlier ones are only counted."""
    async with page.expect_response(lambda it: it.url.endswith("/notification/stream") and it.ok):
        yield


async def go_to(page: Page, place: str) -> None:
    """One of the five places of the main navigation, by its name."""
    await page.get_by_role("navigation").get_by_role("link", name=place).click()
    await expect(page.get_by_role("heading", level=1, name=place)).to_be_visible()


async def is_told(page: Page, words: str) -> None:
    """A toast says it, and readers hear it."""
    await expect(page.locator("[aria-live]").filter(has_text=words)).to_have_count(1)


@contextmanager
def within_a_minute() -> Iterator[None]:
    """NF5: the time that a person of usual pace takes."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < A_MINUTE_S


def field(page: Page, label: str) -> Locator:
    """Of the screen in front: those below keep theirs."""
    return page.get_by_label(label, exact=True).filter(visible=True)


async def title_is(page: Page, title: str) -> None:
    """Of the screen in front."""
    heading = page.get_by_role("heading", level=1, name=title).filter(visible=True)
    await expect(heading.first).to_be_visible()


async def type_into(page: Page, label: str, text: str) -> None:
    """At the pace of people, who clear first what stood there."""
    await field(page, label).clear()
    await field(page, label).press_sequentially(text, delay=PACE_MS)


async def choose(page: Page, label: str, option: str) -> None:
    """One of a list that opens at its field's press."""
    opens = page.get_by_role("button", name=re.compile(f"^{re.escape(label)}: "))
    await opens.filter(visible=True).click()
    await page.get_by_role("radio", name=option, exact=True).click()


async def press(page: Page, name: str) -> None:
    """A button by its words, whatever they are about being said after them."""
    words = re.compile(rf"^{re.escape(name)}(\. .*)?$")
    await page.get_by_role("button", name=words).filter(visible=True).click()


async def follow(page: Page, name: str) -> None:
    """A link by how its words begin."""
    words = re.compile(f"^{re.escape(name)}")
    await page.get_by_role("link", name=words).filter(visible=True).first.click()


async def open_screen(page: Page, path: str) -> None:
    """By its address; ends when nothing loads any more."""
    await page.goto(path)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.get_by_label("Loading…")).to_have_count(0)


async def open_managed(page: Page, community_id: UUID, place: str, title: str) -> None:
    """A place of the representative's area, from its list, as one finds it."""
    await open_screen(page, f"/communities/{community_id}/manage")
    await follow(page, place)
    await title_is(page, title)


async def looks(page: Page, theme: str) -> None:
    """Dark or light, in English, from the next page on."""
    kept = json.dumps({"language": "en", "theme": theme})
    await page.add_init_script(f"localStorage.setItem('meriggio.preferences', '{kept}')")
