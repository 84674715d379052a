"""A history on its own, which can be kept while its period is closed (FR3.3)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import NEIGHBOURHOOD
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import MAXIMUM_POINTS, Period, Resolution, asked_period
from services.energy.domain.errors import NoOfficialReadingsError, NoRawReadingsOfCommunityError
from services.energy.domain.history.balance import power_of
from services.energy.domain.history.gaps import Gap, gaps, raw_gaps, told_until
from services.energy.domain.history.interval_energies import IntervalEnergies, averaged_coverage
from services.energy.domain.history.interval_energy import counted_periods, counted_step_ms
from services.energy.domain.sharing.series import community_history
from services.energy.ports.history import History
from services.energy.usecases.access import seen_within
from services.energy.usecases.history.questions import (
    HistoryQuestion,
    interval_history,
    raw_history,
)
from services.energy.usecases.history.sources import Source
from services.energy.usecases.sharing.kept_days import KeptDays

_FORM: Final = "2"
"""Of answers made from a state of the books: one more whenever they are written differently."""

_OF_WHOLE_HOURS: Final = {Resolution.HOUR, Resolution.DAY, Resolution.MONTH}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question whose answer is known to be allowed, before anything large was read."""

    source: Source
    resolution: Resolution
    basis: Basis
    period: Period
    """In whole intervals."""
    as_of: datetime | None
    """Time of the newest reading."""
    newest: Sequence[NewestReading]
    """Of each device."""
    closed: bool
    """Readings an hour past its end have come: what comes in order cannot change it any more."""
    until: datetime
    """See told_until."""


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """What there is, and where there is nothing."""

    asked: Asked
    items: IntervalEnergies | Sequence[Reading]
    gaps: Sequence[Gap]


class ReadHistory:
    """First what was asked, which is cheap; then, unless the caller has it already, the history.

    A fingerprint is of the books as they are when it is taken: take it before reading.
    """

    def __init__(self, history: History, days: KeptDays, clock: Clock) -> None:
        self._history = history
        self._days = days
        self._clock = clock

    async def asked(
        self,
        source: Source,
        question: HistoryQuestion,
        *,
        newest: Sequence[NewestReading] | None = None,
        maximum_points: int = MAXIMUM_POINTS,
    ) -> Asked:
        """`newest`: of the source's devices, where the caller knows it already.

        Raises what asked_period and seen_within raise.
        Where there is no such history: NoRawReadingsOfCommunityError, NoOfficialReadingsError.
        """
        refuse_what_there_is_not(source, question)
        now = self._clock.now()
        if newest is None:
            newest = await self._history.newest(source.subject.devices)
        as_of = power_of(source.newest_of(newest)).as_of
        period = asked_period(
            question.start,
            question.end,
            question.resolution,
            as_of or now,
            maximum_points=maximum_points,
        )
        seen_within(source.seen, period)
        return Asked(
            source=source,
            resolution=question.resolution,
            basis=question.basis,
            period=period,
            as_of=as_of,
            newest=newest,
            closed=as_of is not None and period.end + NEIGHBOURHOOD <= min(as_of, now),
            until=told_until(as_of, now),
        )

    async def read(self, asked: Asked) -> HistoryRead:
        """Raises TooManyPointsError."""
        source, period, resolution = asked.source, asked.period, asked.resolution
        if resolution is Resolution.RAW:
            own = {item.facility_id for item in source.subject.facilities}
            readings = await raw_history(self._history, source.subject, period, own)
            moments = (reading.measured_at for reading in readings)
            return HistoryRead(asked, readings, raw_gaps(moments, period, asked.until))
        items = await self.intervals(asked, period)
        return HistoryRead(asked, items, gaps(items, period, resolution, asked.until))

    async def intervals(self, asked: Asked, period: Period) -> IntervalEnergies:
        """Those of a part of what was asked, in whole intervals. Raises TooManyPointsError."""
        subject, resolution = asked.source.subject, asked.resolution
        if asked.source.is_sum and resolution in _OF_WHOLE_HOURS:
            days = await self._days(UUID(asked.source.source_id), asked.basis, period)
            return community_history(days, seen_within(asked.source.seen, period), resolution)
        items = await interval_history(self._history, subject, period, resolution, asked.basis)
        if not asked.source.is_sum:
            return items
        counted = counted_periods(subject.facilities, period, step_ms=counted_step_ms(resolution))
        return averaged_coverage(items, counted)

    async def fingerprint(self, asked: Asked) -> str | None:
        """Of all that the answer is made from, so that equal ones are of equal answers.

        None while the period is open. What comes in order of time shows in the newest readings, up
        to the last that can change the period; what comes behind them is counted by day; who was a
        member when is in the periods.
        """
        if not asked.closed:
            return None
        source, period = asked.source, asked.period
        step_ms = counted_step_ms(asked.resolution)
        counted = counted_periods(source.subject.facilities, period, step_ms=step_ms)
        state = await self._history.state(counted, asked.basis)
        last = period.end + NEIGHBOURHOOD
        newest = (item.reading for item in asked.newest)
        fronts = sorted((r.device_id, str(r.facility_id), min(r.measured_at, last)) for r in newest)
        own = sorted((str(c.facility_id), c.period.start, c.period.end) for c in counted)
        told = (_FORM, source.kind, source.source_id, asked.resolution, asked.basis, period)
        return hashlib.sha256(repr((told, state, fronts, own)).encode()).hexdigest()[:32]


def refuse_what_there_is_not(source: Source, question: HistoryQuestion) -> None:
    """Raises NoRawReadingsOfCommunityError, NoOfficialReadingsError."""
    finest = question.resolution in {Resolution.RAW, Resolution.MINUTE}
    if source.is_sum and question.resolution is Resolution.RAW:
        raise NoRawReadingsOfCommunityError("ask a facility for its raw readings")
    if question.basis is Basis.OFFICIAL and (finest or source.kind == "device"):
        raise NoOfficialReadingsError("an official curve has quarter-hours of a facility")
