"""Schematics are what their script draws."""

import pytest

from firmware.tools.schematic import FOLDER, PICTURES, picture


@pytest.mark.parametrize("name", PICTURES)
def test_a_schematic_is_drawn_as_its_script_says(name: str) -> None:
    assert (FOLDER / name).read_text() == picture(PICTURES[name])


def test_no_schematic_is_left_of_one_that_is_no_more() -> None:
    assert {path.name for path in FOLDER.glob("*.svg")} == set(PICTURES)
