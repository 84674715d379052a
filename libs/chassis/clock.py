"""Time and ids as ports, so that a test decides them."""

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID, uuid4


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class IdFactory(Protocol):
    """Makes ids."""

    def new_id(self) -> UUID:
        """An id never given before."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Random UUIDs (version 4)."""

    def new_id(self) -> UUID:
        """A random id."""
        return uuid4()
