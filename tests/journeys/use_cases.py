"""The thesis' use cases and their extensions (error paths), each shown by a journey.

A journey says in its docstring which: `Use case "Add facility"`, and for an extension
`Use case "Add facility", data missing`.
"""

from typing import Final

USE_CASES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Sign up", ("data missing", "not completed")),
    ("Sign in", ("data missing", "data wrong")),
    ("Monitor facility", ("no access to any facility",)),
    ("Receive notifications", ()),
    ("Add facility", ("data missing",)),
    ("Delete facility", ("not confirmed",)),
    ("Update facility", ("not confirmed",)),
    ("Create device", ("the procedure fails",)),
    ("Delete device", ("the removal fails",)),
    ("Create community", ("data missing",)),
    ("Delete community", ("not confirmed", "facilities still in it")),
    ("Update community", ("not confirmed",)),
    ("Measure", ("cannot detect",)),
    ("Send measurements", ("cannot send",)),
)

ON_THE_DEVICE: Final = {'"Measure"', '"Measure", cannot detect'}
"""Shown by the firmware's tests, once there is firmware."""


def named() -> list[str]:
    """Every use case and every extension, as docstrings name them."""
    return [
        f'"{use_case}"{extension}'
        for use_case, extensions in USE_CASES
        for extension in ("", *(f", {each}" for each in extensions))
    ]
