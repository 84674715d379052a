"""Where a list goes on: the key of the last entry seen, in the list's own order."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Generic, TypeVar
from uuid import UUID

KeyT = TypeVar("KeyT")

_NIL: Final = UUID(int=0)
_LAST_POSITION: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[KeyT]):
    """At most `limit` entries that come after the entry with that key."""

    limit: int
    after: KeyT


@dataclass(frozen=True, slots=True, order=True)
class ByName:
    """By name, code point by code point; equal names by id."""

    name: str
    entity_id: UUID

    def __post_init__(self) -> None:
        if "\x00" in self.name:
            raise ValueError("no name contains a NUL")

    @classmethod
    def start(cls) -> "ByName":
        """Before every entry."""
        return cls("", _NIL)


@dataclass(frozen=True, slots=True, order=True)
class ByTime:
    """The oldest first; at the same moment by id."""

    at: datetime
    entity_id: UUID

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0):
            raise ValueError("moments are in UTC")

    @classmethod
    def start(cls) -> "ByTime":
        """Before every entry."""
        return cls(datetime.min.replace(tzinfo=UTC), _NIL)


@dataclass(frozen=True, slots=True, order=True)
class ByDevice:
    """By device id, code point by code point."""

    device_id: str

    def __post_init__(self) -> None:
        if "\x00" in self.device_id:
            raise ValueError("no device id contains a NUL")

    @classmethod
    def start(cls) -> "ByDevice":
        """Before every entry."""
        return cls("")


@dataclass(frozen=True, slots=True, order=True)
class Newest:
    """The newest first: positions fall."""

    position: int

    def __post_init__(self) -> None:
        if not 0 <= self.position <= _LAST_POSITION:
            raise ValueError("a position lies between 0 and 2^63 - 1")

    @classmethod
    def start(cls) -> "Newest":
        """Before every entry."""
        return cls(_LAST_POSITION)
