"""CO2 that a community's or a facility's energy avoids.

Energy fed in takes the place of the grid's production: each kilowatt-hour avoids what one of the
grid emits on that day (grid_co2, a dated table). Shared energy is the part of it that was used
nearby within the hour; it is no addition. What a plant's owner uses behind the meter is not
measured and not counted, nor is what it took to make the plant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from services.energy.domain.calendar import ROME, Period, Resolution, interval_end, midnight
from services.energy.domain.exact import rounded_division
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.months import month_of, month_period
from services.energy.domain.quantities import epoch_ms
from services.energy.domain.tariffs.editions import GridCo2Edition
from services.energy.domain.tariffs.rules import InForce, RuleTable

_UJ_GRAM_PER_MWH_IN_MILLIGRAM: Final = 3_600_000_000_000
"""1 MWh = 3.6e15 uJ: mg = uJ * (g/MWh) / this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfEnergy:
    """A day of Rome of which something is known; energies in microjoules."""

    start: datetime
    fed_in_uj: int
    shared_uj: int
    """Of what was fed in; of a facility in proportion to what each fed in in the hour."""
    withdrawn_shared_uj: int
    """Of what was withdrawn; of a facility in proportion to what each withdrew in the hour."""
    coverage_ms: int

    @property
    def day(self) -> date:
        """On the calendar."""
        return self.start.astimezone(ROME).date()

    @property
    def is_complete(self) -> bool:
        """Whether all of it is known."""
        end = interval_end(self.start, Resolution.DAY)
        return self.coverage_ms >= epoch_ms(end) - epoch_ms(self.start)


@dataclass(frozen=True, slots=True)
class Avoided:
    """Energy, and what the grid would have emitted for it: microjoules, milligrams of CO2."""

    energy_uj: int
    co2_mg: int

    def plus(self, other: "Avoided") -> "Avoided":
        """The sum."""
        return Avoided(self.energy_uj + other.energy_uj, self.co2_mg + other.co2_mg)


@dataclass(frozen=True, slots=True)
class Impact:
    """Of a time."""

    period: Period
    fed_in: Avoided
    shared: Avoided
    """A part of `fed_in`."""
    withdrawn_shared: Avoided
    """The same kind of energy from its users' side: of a community it is `shared`."""


@dataclass(frozen=True, slots=True)
class FactorInForce:
    """What the grid emits, for days on which one edition counts in one way."""

    period: Period
    factor: InForce[GridCo2Edition]


def impact_by_month(days: Sequence[DayOfEnergy], table: RuleTable[GridCo2Edition]) -> list[Impact]:
    """Months of days that are in order of time; each kind is rounded to the milligram once."""
    months = groupby(days, key=lambda day: month_of(day.start))
    return [_month(month, list(group), table) for month, group in months]


def total(period: Period, months: Sequence[Impact]) -> Impact:
    """The sum of the months, whose milligrams add up to it."""
    nothing = Avoided(0, 0)
    fed_in, shared, withdrawn = nothing, nothing, nothing
    for month in months:
        fed_in, shared = fed_in.plus(month.fed_in), shared.plus(month.shared)
        withdrawn = withdrawn.plus(month.withdrawn_shared)
    return Impact(period, fed_in, shared, withdrawn)


def factors_of(period: Period, table: RuleTable[GridCo2Edition]) -> list[FactorInForce]:
    """What counted when, over a period whose borders are midnights of Rome, in order."""
    runs = groupby(_days(period), key=table.on)
    return [_run(factor, list(days)) for factor, days in runs]


def reasons(
    period: Period,
    newest: datetime,
    days: Sequence[DayOfEnergy],
    factors: Sequence[FactorInForce],
) -> tuple[Provisional, ...]:
    """Why the result may still change, in the order of the reasons.

    A first day on which something is known need not be complete: there was nobody before.
    """
    told = set()
    if period.end > newest:
        told.add(Provisional.NOT_OVER)
    if _has_gaps(period, newest, days):
        told.add(Provisional.ENERGY_INCOMPLETE)
    if any(each.factor.provisional for each in factors):
        told.add(Provisional.RULES_PROVISIONAL)
    return tuple(reason for reason in Provisional if reason in told)


def _has_gaps(period: Period, newest: datetime, days: Sequence[DayOfEnergy]) -> bool:
    if not days:
        return False
    first, last = days[0].day, min(period.end, newest).astimezone(ROME).date()
    complete = {day.day for day in days if day.is_complete}
    between = (first + timedelta(days=number) for number in range(1, (last - first).days))
    return any(day not in complete for day in between)


def _month(month: date, days: Sequence[DayOfEnergy], table: RuleTable[GridCo2Edition]) -> Impact:
    grams = [table.on(day.day).edition.grams_per_mwh for day in days]
    kinds = (
        [day.fed_in_uj for day in days],
        [day.shared_uj for day in days],
        [day.withdrawn_shared_uj for day in days],
    )
    return Impact(month_period(month), *(_avoided(energies, grams) for energies in kinds))


def _avoided(energies_uj: Sequence[int], grams_per_mwh: Sequence[int]) -> Avoided:
    product = sum(e * g for e, g in zip(energies_uj, grams_per_mwh, strict=True))
    return Avoided(sum(energies_uj), rounded_division(product, _UJ_GRAM_PER_MWH_IN_MILLIGRAM))


def _days(period: Period) -> Iterator[date]:
    first, last = (moment.astimezone(ROME).date() for moment in (period.start, period.end))
    return (first + timedelta(days=number) for number in range((last - first).days))


def _run(factor: InForce[GridCo2Edition], days: Sequence[date]) -> FactorInForce:
    return FactorInForce(Period(midnight(days[0]), midnight(days[-1] + timedelta(days=1))), factor)
