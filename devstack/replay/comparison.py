"""Energy of the period: what the system answers beside what the files say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from devstack.demo.audit.recount import HOUR_MS, EnergyRecount, RawReading, shared_hours
from devstack.people.person import Person
from devstack.recordings.recording import PowerSeries, from_ms, to_ms

_LONGEST_QUESTION: Final = timedelta(days=300)
"""The energy service answers at most 10,000 intervals at a time."""
_MICROJOULES_PER_WH: Final = 3_600_000_000
_MILLIWATTS: Final = 1000
_TOLERANCE_WH: Final = 0.001
_NEVER_MS: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnergy:
    """In Wh; shared energy is the sum of each clock hour's smaller one of both (R5)."""

    fed_in_wh: float
    withdrawn_wh: float
    shared_wh: float

    def equals(self, other: "PeriodEnergy") -> bool:
        """To a thousandth of a watt-hour: the answers are sums of rounded hours."""
        pairs = (
            (self.fed_in_wh, other.fed_in_wh),
            (self.withdrawn_wh, other.withdrawn_wh),
            (self.shared_wh, other.shared_wh),
        )
        return all(abs(one - two) <= _TOLERANCE_WH for one, two in pairs)


async def answered(
    member: Person, community_id: UUID, begin: datetime, end: datetime
) -> PeriodEnergy:
    """What the energy service says of the hours of that time. Raises ApiProblem, TransportError."""
    hours = [
        hour
        for first, last in questions(begin, end)
        for hour in (await member.energy.shared(community_id, first, last)).hours
    ]
    return PeriodEnergy(
        fed_in_wh=sum(hour.fed_in_wh for hour in hours),
        withdrawn_wh=sum(hour.withdrawn_wh for hour in hours),
        shared_wh=sum(hour.shared_wh for hour in hours),
    )


def recounted(recorded: Iterable[PowerSeries]) -> PeriodEnergy:
    """What the recording says, by the rule that a power speaks for the time since the last one."""
    recount = EnergyRecount()
    for number, series in enumerate(recorded):
        recount.add(_readings(series, UUID(int=number)))
    hours = shared_hours(recount.quarter_hours(_NEVER_MS)).values()
    return PeriodEnergy(
        fed_in_wh=sum(fed_in for fed_in, _ in hours) / _MICROJOULES_PER_WH,
        withdrawn_wh=sum(withdrawn for _, withdrawn in hours) / _MICROJOULES_PER_WH,
        shared_wh=sum(map(min, hours)) / _MICROJOULES_PER_WH,
    )


def _readings(series: PowerSeries, facility_id: UUID) -> list[RawReading]:
    pairs = zip(series.end_ms.tolist(), series.power_w.tolist(), strict=True)
    return [
        RawReading(end_ms, round(power_w * _MILLIWATTS), facility_id) for end_ms, power_w in pairs
    ]


def questions(begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Whole hours around the period, in pieces that are answered at once."""
    begin_ms, end_ms = to_ms(begin), to_ms(end)
    start = from_ms(begin_ms // HOUR_MS * HOUR_MS)
    last = from_ms(-(-end_ms // HOUR_MS) * HOUR_MS)
    while start < last:
        stop = min(last, start + _LONGEST_QUESTION)
        yield start, stop
        start = stop
