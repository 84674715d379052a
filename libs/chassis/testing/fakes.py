"""Twins of the chassis' ports."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

_DEFAULT_START: Final = datetime(2026, 6, 21, 10, 0, tzinfo=UTC)


class FakeClock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime = _DEFAULT_START) -> None:
        self._now = start

    def now(self) -> datetime:
        """The instant the test has set."""
        return self._now

    def advance(self, *, seconds: float) -> None:
        """Move on by that many seconds."""
        self._now += timedelta(seconds=seconds)


class SequentialIds:
    """Ids 1, 2, 3... as UUIDs, so that a test can name them."""

    def __init__(self) -> None:
        self._last = 0

    def new_id(self) -> UUID:
        """The next id."""
        self._last += 1
        return UUID(int=self._last)
