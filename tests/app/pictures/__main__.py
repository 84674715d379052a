"""Pictures of every screen of a running demo, into docs/images/app, and the page that shows them.

make demo                       in another terminal
make app-pictures
make app-pictures ARGS="--only now --only help --whole --into build/pictures"

Waits until the demo is live and most of its day is known, unless --as-it-is.
"""

# ruff: noqa: T201  a program that speaks to who called it

import argparse
import asyncio
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.async_api import Browser

from tests.app.browser import running_browser
from tests.app.pictures.camera import Camera, NotShownError, camera_of, save
from tests.app.pictures.demo import demo_at, representative_at
from tests.app.pictures.gallery import (
    FOLDER,
    LANGUAGES,
    PAGE,
    THEMES,
    file_name,
    file_names,
    page,
)
from tests.app.pictures.paint import first_paint
from tests.app.pictures.readiness import until_ready
from tests.app.pictures.screens import SCREENS, Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which pictures of which demo, and where they go."""

    url: str
    state: Path
    screens: tuple[Screen, ...]
    into: Path
    is_whole: bool
    is_awaited: bool


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make app-pictures", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8100", help="the demo (%(default)s)")
    parser.add_argument("--state", type=Path, default=Path(".meriggio"), help="its state folder")
    parser.add_argument("--only", action="append", metavar="SCREEN", help="one of the list")
    parser.add_argument("--into", type=Path, default=FOLDER, help="folder of the pictures")
    parser.add_argument("--whole", action="store_true", help="all that a screen scrolls through")
    parser.add_argument("--as-it-is", action="store_true", help="do not wait for the demo")
    return parser.parse_args()


async def _take(browser: Browser, order: Order, language: str, *, signed_out: bool) -> list[str]:
    """All of one language; what could not be shown."""
    wrong: list[str] = []
    demo = None if signed_out else await demo_at(order.url, order.state)
    async with camera_of(browser, order.url, language, demo) as camera:
        for screen in order.screens:
            if screen.is_signed_out is signed_out:
                wrong += await _take_one(camera, screen, order, language)
    return wrong


async def _take_one(camera: Camera, screen: Screen, order: Order, language: str) -> list[str]:
    if not camera.can_show(screen):
        return [f"{screen.name}: the demo has none yet"]
    wrong: list[str] = []
    for theme in THEMES:
        name = file_name(screen, language, theme)
        try:
            picture = await camera.picture(screen, theme, is_whole=order.is_whole)
        except NotShownError as error:
            wrong.append(f"{name}: {error}")
        else:
            save(picture, order.into / name)
            print(name, flush=True)
    return wrong


async def _run(order: Order) -> list[str]:
    if order.is_awaited:
        async with representative_at(order.url, order.state) as (account, community_id):
            await until_ready(account, community_id, partial(print, flush=True))
    async with running_browser() as browser:
        if order.screens == SCREENS:
            print(
                await first_paint(browser, order.url, await demo_at(order.url, order.state)),
                flush=True,
            )
        takes = (
            _take(browser, order, language, signed_out=signed_out)
            for language in LANGUAGES
            for signed_out in (True, False)
        )
        found = await asyncio.gather(*takes)
    return sorted({line for wrong in found for line in wrong})


def _forget_others() -> None:
    """Pictures of screens that are no more."""
    wanted = {name for screen in SCREENS for name in file_names(screen)}
    for path in FOLDER.glob("*.webp"):
        if path.name not in wanted:
            path.unlink()


def main() -> int:
    """Returns the exit status."""
    arguments = _arguments()
    names = arguments.only or [screen.name for screen in SCREENS]
    screens = tuple(screen for screen in SCREENS if screen.name in names)
    if missing := set(names) - {screen.name for screen in screens}:
        print(f"error: no such screen: {', '.join(sorted(missing))}", file=sys.stderr)
        return 2
    order = Order(
        url=arguments.url,
        state=arguments.state,
        screens=screens,
        into=arguments.into,
        is_whole=arguments.whole,
        is_awaited=not arguments.as_it_is,
    )
    wrong = asyncio.run(_run(order))
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    if arguments.into == FOLDER:
        _forget_others()
        PAGE.write_text(page(), encoding="utf-8")
    size_mb = sum(path.stat().st_size for path in arguments.into.glob("*.webp")) / 1e6
    print(f"{len(screens)} screens, {size_mb:.1f} MB in {arguments.into}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
