"""At most one value in an interval, and always the last one."""

import heapq
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

_KeyT = TypeVar("_KeyT", bound=Hashable)
_FORGET_ABOVE: Final = 10_000


class Pacing(Generic[_KeyT]):
    """Says which keys are due: the first change at once, later ones when the interval is over."""

    def __init__(self, interval: timedelta) -> None:
        self._interval = interval
        self._last: dict[_KeyT, datetime] = {}
        self._waiting: set[_KeyT] = set()
        self._due: list[tuple[datetime, int, _KeyT]] = []
        self._number = 0

    def changed(self, key: _KeyT, now: datetime) -> bool:
        """The key has a new value; True when it was not waiting already."""
        if key in self._waiting:
            return False
        last = self._last.get(key)
        due_at = now if last is None or last > now else max(now, last + self._interval)
        self._waiting.add(key)
        self._number += 1
        heapq.heappush(self._due, (due_at, self._number, key))
        return True

    def take_due(self, now: datetime) -> list[_KeyT]:
        """The keys whose newest value goes out now."""
        due: list[_KeyT] = []
        while self._due and self._due[0][0] <= now:
            _, _, key = heapq.heappop(self._due)
            self._waiting.discard(key)
            self._last[key] = now
            due.append(key)
        if len(self._last) > _FORGET_ABOVE:
            recent = now - self._interval
            self._last = {key: at for key, at in self._last.items() if at > recent}
        return due

    def next_due_at(self) -> datetime | None:
        """When `take_due` has something to give; None while nothing has changed."""
        return self._due[0][0] if self._due else None
