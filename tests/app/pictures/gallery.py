"""`docs/app.md`: every screen with its pictures and a sentence, made from the list of screens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.app.pictures.screens import PARTS, Screen

DOCS: Final = Path(__file__).parents[3] / "docs"
PAGE: Final = DOCS / "app.md"
FOLDER: Final = DOCS / "images" / "app"
LANGUAGES: Final = ("it", "en")
THEMES: Final = ("dark", "light")
_WIDTH: Final = 195
_HEAD: Final = """\
# The app, screen by screen

What members, owners and representatives see on a phone: each row is Italian dark and light, then
English dark and light. The figures are a demo's. How it is built: [app](../app/README.md); why so:
[ADR 0043](adr/0043-one-app-committed-as-a-web-build.md); how it is released:
[guide](guides/app-release.md).

This page and its pictures are made by `make app-pictures` from a running `make demo`; a test
compares its list of screens with the app's routes.
"""


def file_name(screen: Screen, language: str, theme: str) -> str:
    """The same every time."""
    return f"{screen.name}-{language}-{theme}.webp"


def file_names(screen: Screen) -> Iterator[str]:
    """In the order of the page."""
    for language in LANGUAGES:
        for theme in THEMES:
            yield file_name(screen, language, theme)


def page() -> str:
    """The whole page, of the screens of which there are pictures."""
    parts = [_HEAD]
    for part in PARTS:
        shown = [screen for screen in part.screens if _is_there(screen)]
        if shown:
            parts.append(f"\n## {part.title}\n")
            parts += [_section(screen) for screen in shown]
    return "".join(parts)


def _is_there(screen: Screen) -> bool:
    return all((FOLDER / name).exists() for name in file_names(screen))


def _section(screen: Screen) -> str:
    pictures = "\n".join(
        f'<img src="images/app/{name}" alt="{screen.title}, {_words(name)}" width="{_WIDTH}">'
        for name in file_names(screen)
    )
    return f"\n### {screen.title}\n\n{screen.says}\n\n{pictures}\n"


def _words(name: str) -> str:
    *_, language, theme = Path(name).stem.split("-")
    return f"{ {'it': 'Italian', 'en': 'English'}[language] }, {theme}".replace("  ", " ")
