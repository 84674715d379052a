"""Pictures of screens that are ready: nothing loads, and nothing has changed for some frames."""

import io
import json
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

from PIL import Image
from playwright.async_api import Browser, Page, expect
from playwright.async_api import Error as BrowserError

from tests.app.browser import PHONE
from tests.app.pictures.demo import Demo
from tests.app.pictures.screens import Screen

SCALE: Final = 1.25
"""Pixels of a picture to a pixel of CSS: sharp at the size at which the page shows it."""
QUALITY: Final = 50
NEWCOMER: Final = "olga@example.org"
_LOCALES: Final = {"it": "it-IT", "en": "en-GB"}
_PATIENCE_MS: Final = 60_000
_TALLEST: Final = 6_000
_NOTHING_TO_SHOW: Final = re.compile(
    "no such page|pagina non esiste|cannot be loaded|Non riesco a caricare"
)
_LOADING: Final = re.compile("^(Loading|Caricamento)")

# Frames without a change of what is there, and nothing that says it is busy; then fonts.
_QUIET: Final = """
(frames) => new Promise((resolve) => {
  let seen = "", quiet = 0;
  const look = () => {
    const busy = document.querySelector('[aria-busy="true"]');
    const now = document.body.innerText + document.querySelectorAll("*").length;
    quiet = busy || now !== seen ? 0 : quiet + 1;
    seen = now;
    if (quiet >= frames) document.fonts.ready.then(() => resolve(true));
    else requestAnimationFrame(look);
  };
  look();
})
"""
_QUIET_FRAMES: Final = 20
_CONTENT_HEIGHT: Final = """
() => Math.max(...[...document.querySelectorAll("div")]
  .filter((one) => getComputedStyle(one).overflowY !== "visible")
  .map((one) => one.scrollHeight + innerHeight - one.clientHeight), innerHeight)
"""


class NotShownError(Exception):
    """A screen did not become ready; its picture would be wrong."""


class Camera:
    """A phone in one language, signed in to a demo or not."""

    def __init__(self, page: Page, language: str, names: Mapping[str, str]) -> None:
        self._page = page
        self._language = language
        self._names = names
        self._faults: list[str] = []
        page.on("pageerror", lambda error: self._faults.append(str(error)))

    def can_show(self, screen: Screen) -> bool:
        """Does the demo have what the screen's path names?"""
        return set(re.findall(r"{(\w+)}", screen.path)) <= self._names.keys()

    async def picture(self, screen: Screen, theme: str, *, is_whole: bool = False) -> Image.Image:
        """The phone's screen, or all that one scrolls through. Raises NotShownError."""
        page = self._page
        self._faults.clear()
        try:
            await self._resize(PHONE.height)
            await self._choose(theme)
            await page.goto(screen.path.format(**self._names))
            await self._ready()
            if screen.press is not None:
                await self._press(dict(zip(_LOCALES, screen.press, strict=True))[self._language])
            if is_whole:
                await self._resize(min(_TALLEST, int(await page.evaluate(_CONTENT_HEIGHT))))
                await self._ready()
            content = await page.screenshot(type="png", caret="hide")
        except (BrowserError, AssertionError) as error:
            raise NotShownError(str(error).splitlines()[0]) from error
        if self._faults:
            raise NotShownError(self._faults[0])
        if screen.route != "+not-found" and (wrong := await self._complaint()):
            raise NotShownError(wrong)
        return Image.open(io.BytesIO(content)).convert("RGB")

    async def _complaint(self) -> str:
        """What the screen says in place of what it is for; empty where all is well."""
        found = self._page.get_by_text(_NOTHING_TO_SHOW).filter(visible=True)
        return str(await found.first.inner_text()) if await found.count() else ""

    async def _resize(self, height: int) -> None:
        await self._page.set_viewport_size({"width": PHONE.width, "height": height})

    async def _choose(self, theme: str) -> None:
        kept = json.dumps({"theme": theme, "language": self._language})
        await _keep(self._page, "meriggio.preferences", kept)

    async def _press(self, name: str) -> None:
        for role in ("radio", "tab", "button"):
            found = self._page.get_by_role(role, name=name, exact=True)
            if await found.count():
                await found.first.click()
                return await self._ready()
        message = f"there is nothing to press named {name}"
        raise NotShownError(message)

    async def _ready(self) -> None:
        await expect(self._page.get_by_role("heading", level=1).last).to_be_visible()
        await expect(self._page.get_by_label(_LOADING)).to_have_count(0)
        await self._page.evaluate(_QUIET, _QUIET_FRAMES)


@asynccontextmanager
async def camera_of(
    browser: Browser, url: str, language: str, demo: Demo | None
) -> AsyncIterator[Camera]:
    """A phone of its own; closed at the end."""
    context = await browser.new_context(
        base_url=url,
        viewport={"width": PHONE.width, "height": PHONE.height},
        device_scale_factor=SCALE,
        has_touch=True,
        locale=_LOCALES[language],
        timezone_id="Europe/Rome",
        reduced_motion="reduce",
        # What a worker of an earlier version keeps would be in the picture.
        service_workers="block",
    )
    context.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    page = await context.new_page()
    try:
        # Storage is the origin's: any file of it will do to write there before the app starts.
        await page.goto("/licences.txt")
        if demo is None:
            await _keep(page, "meriggio.signUp", _a_sign_up())
        else:
            await _keep(page, "meriggio.session", demo.session)
        yield Camera(page, language, {} if demo is None else demo.names)
    finally:
        await context.close()


async def _keep(page: Page, name: str, value: str) -> None:
    await page.evaluate("([name, value]) => localStorage.setItem(name, value)", [name, value])


def _a_sign_up() -> str:
    """As `app/src/session/pendingSignUp.ts` keeps what waits for its code."""
    pending = {"email": NEWCOMER, "signUpId": str(uuid4()), "askedAt": int(time.time() * 1000)}
    return json.dumps(pending)


def save(picture: Image.Image, target: Path) -> None:
    """As WebP, of which four times as many fit as of PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.save(target, "WEBP", quality=QUALITY, method=6)
