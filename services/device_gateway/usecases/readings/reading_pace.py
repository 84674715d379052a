"""How many readings of one device are taken: what one sends too much, the others would wait for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

_DEVICES_KEPT: Final = 100_000
"""A forgotten one begins with its whole burst."""


@dataclass(slots=True)
class _Left:
    readings: float
    since: datetime


class ReadingPace:
    """Asked before a message is read, told afterwards how many readings it had.

    So a device may go beyond by one message, and pays for it before the next. There are thousands
    of messages a second: what time gives back is reckoned when all is used up, so that at most
    two bursts follow one another. Counts in this process: with n replicas n times as much is taken.
    """

    def __init__(self, *, burst: float, per_s: float) -> None:
        self._burst = burst
        self._per_s = per_s
        self._left: dict[str, _Left] = {}

    def has_room(self, device_id: str, at: datetime) -> bool:
        """Whether a message that came at that moment is read."""
        left = self._left.get(device_id)
        if left is None or left.readings >= 1.0:
            return True
        passed_s = max(0.0, (at - left.since).total_seconds())
        left.readings = min(self._burst, left.readings + passed_s * self._per_s)
        left.since = at
        return left.readings >= 1.0

    def seconds_until_room(self, device_id: str, at: datetime) -> float:
        """How long nothing of the device is read; 0 when there is room."""
        left = self._left.get(device_id)
        if left is None or self.has_room(device_id, at):
            return 0.0
        return (1.0 - left.readings) / self._per_s

    def count(self, device_id: str, readings: int, at: datetime) -> None:
        """So many came in one message."""
        left = self._left.get(device_id)
        if left is None:
            if len(self._left) >= _DEVICES_KEPT:
                del self._left[next(iter(self._left))]
            left = self._left[device_id] = _Left(self._burst, at)
        left.readings -= readings
