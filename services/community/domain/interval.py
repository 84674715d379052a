"""What was true from when to when: half-open intervals that never overlap and are kept for ever."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from libs.chassis.errors import FieldError
from services.community.domain.errors import (
    IntervalOverlapError,
    InvalidEffectiveDateError,
    TooManyIntervalsError,
)

ValueT = TypeVar("ValueT")

MAX_INTERVALS: Final = 400
"""A facility's whole state travels as one message of at most 256 KiB."""
EARLIEST_VALID_FROM: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Interval(Generic[ValueT]):
    """`value` holds from `valid_from` (included) to `valid_to` (excluded; None: still)."""

    value: ValueT
    valid_from: datetime
    valid_to: datetime | None = None

    def covers(self, moment: datetime) -> bool:
        """True when the value holds at that moment."""
        return self.valid_from <= moment and (self.valid_to is None or moment < self.valid_to)


@dataclass(frozen=True, slots=True)
class Timeline(Generic[ValueT]):
    """Intervals in order of time, none overlapping, only the last one open.

    An interval that was corrected away stays with equal ends and covers no moment.
    """

    intervals: tuple[Interval[ValueT], ...] = ()

    def __post_init__(self) -> None:
        for interval in self.intervals:
            if interval.valid_to is not None and interval.valid_to < interval.valid_from:
                raise ValueError(f"an interval ends before it begins: {interval}")
        for before, after in zip(self.intervals, self.intervals[1:], strict=False):
            if before.valid_to is None or after.valid_from < before.valid_to:
                raise ValueError(f"intervals overlap: {before} and {after}")

    @property
    def current(self) -> Interval[ValueT] | None:
        """The open interval, if any."""
        if self.intervals and self.intervals[-1].valid_to is None:
            return self.intervals[-1]
        return None

    @property
    def free_from(self) -> datetime:
        """The earliest moment at which a new interval may begin."""
        if not self.intervals:
            return EARLIEST_VALID_FROM
        last = self.intervals[-1]
        return last.valid_from if last.valid_to is None else last.valid_to

    def at(self, moment: datetime) -> ValueT | None:
        """What held at that moment, if anything."""
        for interval in self.intervals:
            if interval.covers(moment):
                return interval.value
        return None

    def begin(self, value: ValueT, valid_from: datetime) -> "Timeline[ValueT]":
        """`value` holds from then on; what held until now ends there.

        Raises IntervalOverlapError when `valid_from` lies in or before a closed interval, or
        before the open one; TooManyIntervalsError when the history is full.
        """
        if valid_from < self.free_from:
            raise IntervalOverlapError(
                f"the time before {self.free_from.isoformat()} is already accounted for"
            )
        if len(self.intervals) >= MAX_INTERVALS:
            raise TooManyIntervalsError(f"at most {MAX_INTERVALS} intervals are kept")
        return Timeline((*self.end(valid_from).intervals, Interval(value, valid_from)))

    def keep(self, value: ValueT, valid_to: datetime) -> "Timeline[ValueT]":
        """`value` held from where a closed history ends until then; now something else does.

        The same where that is no time. Raises IntervalOverlapError, TooManyIntervalsError.
        """
        start = self.free_from
        if start == valid_to:
            return self
        self.begin(value, valid_to)
        return Timeline((*self.intervals, Interval(value, start, valid_to)))

    def end(self, moment: datetime) -> "Timeline[ValueT]":
        """The open interval, if any, ends then (at its own beginning if that is later)."""
        if self.current is None:
            return self
        ended = replace(self.current, valid_to=max(moment, self.current.valid_from))
        return Timeline((*self.intervals[:-1], ended))


def effective_date(requested: datetime | None, *, now: datetime, free_from: datetime) -> datetime:
    """When a change takes effect: as requested, else now.

    Without a request, a clock slightly behind the one that wrote the last interval does no harm.
    Raises InvalidEffectiveDateError for the future and for times before 2000.
    """
    if requested is None:
        return max(now, free_from)
    check_effective_date(requested, now=now)
    return requested


def check_effective_date(requested: datetime, *, now: datetime) -> None:
    """Raises InvalidEffectiveDateError for the future and for times before 2000."""
    if requested > now:
        _refuse("in_future", "must not lie in the future")
    if requested < EARLIEST_VALID_FROM:
        _refuse("too_early", "must not lie before 2000-01-01")


def _refuse(code: str, message: str) -> None:
    raise InvalidEffectiveDateError(
        f"validFrom {message}", fields=(FieldError("validFrom", code, message),)
    )
