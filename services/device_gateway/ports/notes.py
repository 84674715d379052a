"""Speaking to a device that did not ask."""

from collections.abc import Sequence
from typing import Protocol


class NoteSender(Protocol):
    """Best effort: what a device is to know is said again whenever it reports."""

    def send(self, notes: Sequence[tuple[str, bytes]]) -> None:
        """Queue notes (topic, payload); never waits and never fails."""
        ...
