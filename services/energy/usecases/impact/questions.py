"""The part that questions about a community's and a facility's impact share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, TooManyPointsError, asked_period
from services.energy.domain.impact.avoided_co2 import (
    DayOfEnergy,
    FactorInForce,
    Impact,
    factors_of,
    impact_by_month,
    reasons,
    total,
)
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.months import month_of, month_period, months_between
from services.energy.domain.tariffs.rules import RuleBook

LONGEST_MONTHS: Final = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactQuestion:
    """Without a period: a year up to the newest reading. Months are asked for whole."""

    start: datetime | None = None
    end: datetime | None = None
    basis: Basis = Basis.MEASURED


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactRead:
    """What was avoided over whole months of Rome; months of which nothing is known are left out."""

    total: Impact
    months: Sequence[Impact]
    factors: Sequence[FactorInForce]
    provisional: tuple[Provisional, ...]


def whole_months(question: ImpactQuestion, newest: datetime) -> Period:
    """Raises what asked_period raises, and TooManyPointsError for more than LONGEST_MONTHS."""
    period = asked_period(question.start, question.end, Resolution.MONTH, newest)
    if len(months_of(period)) > LONGEST_MONTHS:
        raise TooManyPointsError(f"at most {LONGEST_MONTHS} months at once")
    return period


def months_of(period: Period) -> list[Period]:
    """Of a period of whole months."""
    after = month_of(period.end)
    months = months_between(month_of(period.start), after)
    return [month_period(month) for month in months if month != after]


def impact_read(
    period: Period, newest: datetime, days: Sequence[DayOfEnergy], rules: RuleBook
) -> ImpactRead:
    """The answer about whole months, from their days in order of time."""
    table = rules.grid_co2
    months, factors = impact_by_month(days, table), factors_of(period, table)
    return ImpactRead(
        total=total(period, months),
        months=months,
        factors=factors,
        provisional=reasons(period, newest, days, factors),
    )
