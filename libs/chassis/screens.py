"""The newest live values a process knows, and the screens that wait for them."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from libs.chassis.bell import Bell
from libs.chassis.errors import LiveCapacityReachedError, TooManyStreamsError

MAXIMUM_KNOWN: Final = 200_000
_RETRY_AFTER_S: Final = 30


class _LiveValue(Hashable, Protocol):
    @property
    def as_of(self) -> datetime: ...


_ValueT = TypeVar("_ValueT", bound=_LiveValue)


class Screen(Generic[_ValueT]):
    """One open stream. A slow reader finds the newest value only; nothing queues up for it."""

    __slots__ = ("_closed", "_newest", "_news", "user_id")

    def __init__(self, user_id: UUID) -> None:
        self.user_id = user_id
        self._newest: _ValueT | None = None
        self._news = Bell()
        self._closed = False

    def show(self, value: _ValueT) -> None:
        """Replace what has not been read yet."""
        self._newest = value
        self._news.ring()

    def close(self) -> None:
        """No more values; a waiting reader returns."""
        self._closed = True
        self._news.ring()
        self._news.put_away()

    @property
    def is_closed(self) -> bool:
        """True once no more values will come."""
        return self._closed

    async def next_value(self, timeout_s: float) -> _ValueT | None:
        """The newest value not read yet; None when there was none in time, or when closed."""
        if self._closed or not await self._news.rung(timeout_s) or self._closed:
            return None
        value, self._newest = self._newest, None
        return value


class ScreenLimits:
    """How many streams are open, by user and in total."""

    def __init__(self, *, per_user: int, total: int) -> None:
        self._per_user = per_user
        self._total = total
        self._open: dict[UUID, int] = {}
        self.open_count = 0

    def take(self, user_id: UUID) -> None:
        """Count one more. Raises TooManyStreamsError or LiveCapacityReachedError."""
        if self._open.get(user_id, 0) >= self._per_user:
            detail = f"you have {self._per_user} live streams open; close one first"
            raise TooManyStreamsError(detail, retry_after_s=_RETRY_AFTER_S)
        if self.open_count >= self._total:
            detail = "too many people are watching at this moment; try again soon"
            raise LiveCapacityReachedError(detail, retry_after_s=_RETRY_AFTER_S)
        self._open[user_id] = self._open.get(user_id, 0) + 1
        self.open_count += 1

    def give_back(self, user_id: UUID) -> None:
        """Count one less."""
        self.open_count -= 1
        remaining = self._open[user_id] - 1
        if remaining:
            self._open[user_id] = remaining
        else:
            del self._open[user_id]


class Topic(Generic[_ValueT]):
    """Newest values by id, each with the screens that show it."""

    def __init__(self) -> None:
        self._newest: dict[UUID, _ValueT] = {}
        self._screens: dict[UUID, set[Screen[_ValueT]]] = {}

    def offer(self, key: UUID, value: _ValueT) -> None:
        """Show a value, unless it is known already or older than the one known."""
        known = self._newest.get(key)
        if known is None and len(self._newest) >= MAXIMUM_KNOWN:
            return
        if known is not None and (known == value or value.as_of < known.as_of):
            return
        self._newest[key] = value
        for screen in self._screens.get(key, ()):
            screen.show(value)

    def newest(self, key: UUID) -> _ValueT | None:
        """The newest value known here."""
        return self._newest.get(key)

    def forget(self, key: UUID) -> None:
        """Drop the value of what nobody looks at any more."""
        self._newest.pop(key, None)

    def attach(self, key: UUID, screen: Screen[_ValueT]) -> None:
        """The screen shows the newest value at once, and then each that comes."""
        self._screens.setdefault(key, set()).add(screen)
        known = self._newest.get(key)
        if known is not None:
            screen.show(known)

    def detach(self, key: UUID, screen: Screen[_ValueT]) -> None:
        """The screen is gone."""
        screens = self._screens.get(key, set())
        screens.discard(screen)
        if not screens:
            self._screens.pop(key, None)

    def screens(self, key: UUID) -> Sequence[Screen[_ValueT]]:
        """Those that show it."""
        return tuple(self._screens.get(key, ()))

    def looked_at(self) -> frozenset[UUID]:
        """What at least one screen shows."""
        return frozenset(self._screens)

    def close(self) -> None:
        """End all streams."""
        for screens in self._screens.values():
            for screen in screens:
                screen.close()
