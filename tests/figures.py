"""What tests counted, shown at the end of the run."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pytest

_PROPERTY: Final = "figure"


class Figures:
    """Lines for the end of the run; they travel with the test's report, from any process."""

    def __init__(self, record_property: Callable[[str, object], None]) -> None:
        self._record_property = record_property

    def add(self, line: str) -> None:
        """Show a line at the end of the run."""
        self._record_property(_PROPERTY, line)


def lines_of(reports: Iterable[object]) -> Iterator[str]:
    """What tests added, in the order of their reports."""
    for report in reports:
        if isinstance(report, pytest.TestReport) and report.when == "call":
            yield from (str(line) for name, line in report.user_properties if name == _PROPERTY)
