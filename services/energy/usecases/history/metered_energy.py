"""The answer about one facility or device: present power, recent energy, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.energy.domain.basis import Basis
from services.energy.domain.books.intervals import Energy
from services.energy.domain.books.readings import NewestReading, Reading
from services.energy.domain.calendar import Resolution, asked_period
from services.energy.domain.errors import NoOfficialReadingsError
from services.energy.domain.history.balance import Power, power_of
from services.energy.domain.history.interval_energy import IntervalEnergy
from services.energy.ports.history import History
from services.energy.usecases.history.questions import (
    HistoryQuestion,
    Subject,
    energy_of_last_24_hours,
    interval_history,
    raw_history,
)


@dataclass(frozen=True, slots=True)
class MeteredEnergy:
    """`history` is None when it was not asked for."""

    power: Power
    last_24_hours: Energy
    history: Sequence[IntervalEnergy] | Sequence[Reading] | None


async def metered_energy(
    history: History,
    subject: Subject,
    newest: NewestReading | None,
    question: HistoryQuestion | None,
    *,
    now: datetime,
) -> MeteredEnergy:
    """Raises InvalidPeriodError, TooManyPointsError, NoOfficialReadingsError."""
    power = power_of(newest)
    answer: Sequence[IntervalEnergy] | Sequence[Reading] | None = None
    if question is not None:
        resolution = question.resolution
        period = asked_period(question.start, question.end, resolution, power.as_of or now)
        if resolution is Resolution.RAW:
            if question.basis is Basis.OFFICIAL:
                raise NoOfficialReadingsError("an official curve has no readings")
            own = {item.facility_id for item in subject.facilities}
            answer = await raw_history(history, subject, period, own)
        else:
            answer = await interval_history(history, subject, period, resolution, question.basis)
    return MeteredEnergy(
        power, await energy_of_last_24_hours(history, subject, power.as_of), answer
    )
