"""Who may do what, as roles.txt has it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ASKERS: Final = ("none", "expired", "other", "viewer", "manager", "owner", "repres", "operat")
_TABLE: Final = Path(__file__).with_name("roles.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """An operation in a scene: the status for each who asks."""

    operation: str
    scene: str
    expected: Mapping[str, int]

    def __str__(self) -> str:
        return f"{self.operation} {self.scene}"


def _read() -> Iterator[Row]:
    for line in _TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            method, path, scene, *statuses = line.split()
            expected = dict(zip(ASKERS, map(int, statuses), strict=True))
            yield Row(f"{method} {path}", scene, expected)


ROWS: Final = tuple(_read())
