"""`docs/app.md` shows every screen of the app, and no screen is forgotten."""

from typing import Final

from tests.app.pictures.gallery import FOLDER, PAGE, file_names, page
from tests.app.pictures.screens import SCREENS, routes_of_the_app

_LIMIT_BYTES: Final = 6_000_000


def test_every_route_of_the_app_is_in_the_list_of_screens() -> None:
    listed = {screen.route for screen in SCREENS}

    assert routes_of_the_app() - listed == set()
    assert listed - routes_of_the_app() == set()


def test_names_of_screens_are_their_own() -> None:
    names = [screen.name for screen in SCREENS]

    assert len(names) == len(set(names))


def test_every_screen_has_its_pictures() -> None:
    missing = [
        name for screen in SCREENS for name in file_names(screen) if not (FOLDER / name).exists()
    ]

    assert missing == []


def test_no_picture_is_left_of_a_screen_that_is_no_more() -> None:
    wanted = {name for screen in SCREENS for name in file_names(screen)}

    assert {path.name for path in FOLDER.iterdir()} - wanted == set()


def test_the_page_is_what_the_list_makes() -> None:
    """So every picture is shown, each below its sentence."""
    assert PAGE.read_text() == page()


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < _LIMIT_BYTES
