"""Debian's Chromium on the app, at the sizes of a phone and of a desk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

CHROMIUM: Final = Path("/usr/bin/chromium")
PATIENCE_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """A viewport in CSS pixels."""

    name: str
    width: int
    height: int


PHONE: Final = Size("phone", 390, 844)
DESKTOP: Final = Size("desktop", 1280, 800)


@asynccontextmanager
async def running_browser(*options: str) -> AsyncIterator[Browser]:
    """One for many tests, each of which has a context of its own; `options` are Chromium's."""
    expect.set_options(timeout=PATIENCE_MS)
    async with async_playwright() as playwright:
        # The sandbox needs privileges that containers do not give; all pages are our own.
        arguments = ["--no-sandbox", *options]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def new_page(
    browser: Browser, url: str, size: Size, *, locale: str = "en-GB"
) -> AsyncIterator[Page]:
    """A page of somebody who has never been here. Raises AssertionError for a script's fault."""
    context: BrowserContext = await browser.new_context(
        base_url=url,
        viewport={"width": size.width, "height": size.height},
        locale=locale,
        timezone_id="Europe/Rome",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page = await context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    try:
        yield page
    finally:
        await context.close()
    assert faults == []
