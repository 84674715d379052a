"""The app's icons and splash from one drawing, `app/assets/mark.svg`.

    .venv/bin/python scripts/app_icons.py            write them
    .venv/bin/python scripts/app_icons.py --check    are they of this drawing? fails otherwise

Needs Debian's Chromium, which draws them. Another version of it may draw an edge a little
otherwise, so `--check` allows for a small mean difference.
"""

# ruff: noqa: INP001, T201  a program that speaks to who called it

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, sync_playwright

APP: Final = Path(__file__).resolve().parent.parent / "app"
MARK: Final = APP / "assets" / "mark.svg"
CHROMIUM: Final = "/usr/bin/chromium"
_GROUND: Final = "#0D0D0D"
_SUN: Final = "#FFD500"
_WHITE: Final = "#FFFFFF"
_COLORS: Final = 64
MOST_DIFFERENCE: Final = 2.0
"""Of 255, on average over a picture: below what an eye sees, above what two versions differ by."""


@dataclass(frozen=True, slots=True)
class Icon:
    """One picture: `share` is the part of its side that the mark takes."""

    path: str
    side: int
    share: float
    ink: str = _SUN
    ground: str | None = None
    is_round: bool = False


# Of an adaptive icon Android shows a circle of 66 in 108 at least (0.61); of a maskable one
# browsers show one of 0.8. Inside it the mark's square takes 0.7 of the circle's width.
ICONS: Final = (
    Icon("assets/icon.png", 1024, 0.6, ground=_GROUND),
    Icon("assets/adaptive-foreground.png", 1024, 0.43),
    Icon("assets/adaptive-monochrome.png", 1024, 0.43, ink=_WHITE),
    Icon("assets/splash.png", 512, 0.9),
    Icon("assets/notification.png", 96, 0.9, ink=_WHITE),
    Icon("public/icons/favicon.png", 64, 0.72, ground=_GROUND, is_round=True),
    Icon("public/icons/icon-192.png", 192, 0.66, ground=_GROUND, is_round=True),
    Icon("public/icons/icon-512.png", 512, 0.66, ground=_GROUND, is_round=True),
    Icon("public/icons/maskable-512.png", 512, 0.54, ground=_GROUND),
    Icon("public/icons/apple-touch-icon.png", 180, 0.62, ground=_GROUND),
    Icon("public/icons/badge-96.png", 96, 0.9, ink=_WHITE),
)


def page_of(icon: Icon, mark: str) -> str:
    """HTML that shows the icon and nothing else."""
    ground = icon.ground or "transparent"
    radius = "22%" if icon.is_round else "0"
    return (
        f"<style>html,body{{margin:0;background:transparent}}"
        f"div{{width:{icon.side}px;height:{icon.side}px;display:grid;place-items:center;"
        f"background:{ground};border-radius:{radius};color:{icon.ink}}}"
        f"svg{{width:{icon.share:.0%};height:{icon.share:.0%}}}</style><div>{mark}</div>"
    )


def drawn(page: Page, icon: Icon, mark: str) -> Image.Image:
    """The icon as Chromium draws it."""
    page.set_viewport_size({"width": icon.side, "height": icon.side})
    page.set_content(page_of(icon, mark))
    picture = Image.open(io.BytesIO(page.screenshot(omit_background=True, type="png")))
    # The stores take no transparency where there is none.
    has_ground = icon.ground is not None and not icon.is_round
    return picture.convert("RGB" if has_ground else "RGBA")


def all_drawn() -> Iterator[tuple[Icon, Image.Image]]:
    """Every icon with its picture."""
    mark = re.sub(r"<!--.*?-->\s*", "", MARK.read_text(encoding="utf-8"), flags=re.DOTALL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        for icon in ICONS:
            yield icon, drawn(page, icon, mark)
        browser.close()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures of one size, of 255; that and more for two sizes."""
    if one.size != other.size:
        return 255.0
    bands = ImageStat.Stat(ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))).mean
    return sum(bands) / len(bands)


def write(icon: Icon, picture: Image.Image) -> None:
    """Opaque ones with a palette, which few colours need."""
    target = APP / icon.path
    target.parent.mkdir(parents=True, exist_ok=True)
    small = (
        picture.quantize(_COLORS, dither=Image.Dither.NONE) if picture.mode == "RGB" else picture
    )
    small.save(target, optimize=True)


def stale() -> list[str]:
    """Icons that are missing or not of the drawing."""
    return [
        icon.path
        for icon, picture in all_drawn()
        if not (APP / icon.path).exists()
        or difference(Image.open(APP / icon.path), picture) > MOST_DIFFERENCE
    ]


def main(arguments: list[str]) -> int:
    """Returns the exit status."""
    if arguments == ["--check"]:
        wrong = stale()
        for path in wrong:
            print(f"error: app/{path} is not of app/assets/mark.svg", file=sys.stderr)
        return 1 if wrong else 0
    if arguments:
        print(__doc__, file=sys.stderr)
        return 2
    for icon, picture in all_drawn():
        write(icon, picture)
    print(f"{len(ICONS)} icons")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
