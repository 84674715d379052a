"""What a replica saw of a device since it last wrote it down."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from services.device_gateway.domain.readings.sequences import LARGEST_FOLLOWED, NumberSet, Span

_SPANS_KEPT: Final = 128


@dataclass(slots=True)
class Sighting:
    """Of one device; grows in place, for there are thousands of readings a second."""

    last_reading_at: datetime | None = None
    """The newest time of measurement, by the device's clock."""
    last_received_at: datetime | None = None
    latest: int | None = None
    """The number that came last."""
    oldest_held: int | None = None
    """The oldest reading the device still has, as it says itself."""
    newest_made: int | None = None
    """The newest number it has given, as it says itself."""
    stated_at: datetime | None = None
    _spans: list[Span] = field(default_factory=list)
    _first: int = 0
    _last: int = -2

    def saw(self, sequence: int | None, measured_at: datetime, received_at: datetime) -> None:
        """A reading came."""
        if self.last_reading_at is None or measured_at > self.last_reading_at:
            self.last_reading_at = measured_at
        if self.last_received_at is None or received_at > self.last_received_at:
            self.last_received_at = received_at
        if sequence is None or sequence > LARGEST_FOLLOWED:
            return
        self.latest = sequence
        if sequence == self._last + 1:
            self._last = sequence
        elif not self._first <= sequence <= self._last:
            self._close_span()
            self._first = self._last = sequence

    def states(self, oldest_held: int | None, newest_made: int | None, at: datetime) -> None:
        """The device says which numbers it has; of two statements the later one counts."""
        if self.stated_at is None or at >= self.stated_at:
            self.stated_at = at
            self.oldest_held = oldest_held
            self.newest_made = newest_made

    @property
    def numbers(self) -> NumberSet:
        """The sequence numbers that came."""
        self._close_span()
        self._join()
        return NumberSet(tuple(self._spans))

    def and_then(self, later: "Sighting") -> None:
        """Take in what was seen after this."""
        self._close_span()
        self._spans += later.numbers.spans
        self._join()
        self.last_reading_at = _later(self.last_reading_at, later.last_reading_at)
        self.last_received_at = _later(self.last_received_at, later.last_received_at)
        if later.latest is not None:
            self.latest = later.latest
        if later.stated_at is not None:
            self.states(later.oldest_held, later.newest_made, later.stated_at)

    def _close_span(self) -> None:
        if self._last >= self._first:
            self._spans.append(Span(self._first, self._last))
            self._first, self._last = 0, -2
        if len(self._spans) > 2 * _SPANS_KEPT:
            self._join()

    def _join(self) -> None:
        """A device that counts wildly gets no more room: its lowest numbers are forgotten."""
        self._spans = list(NumberSet.of(self._spans).spans[-_SPANS_KEPT:])


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return max(one, other)
