"""What a community has shared and earned today, up to its newest reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np

from services.energy.domain.accrual.one_more_kwh import OneMoreKwh
from services.energy.domain.calendar import Period
from services.energy.domain.history.balance import CommunityPower
from services.energy.domain.incentives.incentives import Incentives
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.quantities import instant
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_energy import SharedEnergy

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AccruedHour:
    """A clock hour; of the one under way what is known of it."""

    period: Period
    fed_in_uj: int
    withdrawn_uj: int
    """As far as it counts: see shared_energy."""
    shared_uj: int
    premium_neur: int
    valorization_neur: int
    coverage_ms: int
    """For how long the energy is known, averaged over the facilities of the time."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The hour under way at its end, if everybody goes on as now; microjoules."""

    fed_in_uj: int
    withdrawn_uj: int
    shared_uj: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """A community's day (Rome) from midnight to the end of the hour under way."""

    community_id: UUID
    as_of: datetime
    """The community's newest reading: it decides which day is today."""
    period: Period
    hours: tuple[AccruedHour, ...]
    """The last one is under way."""
    power: CommunityPower
    projection: Projection
    one_more: OneMoreKwh
    rules_versions: tuple[str, ...]
    provisional: tuple[Provisional, ...]
    """Why it may still change, in the order of the reasons."""


def accrued_hours(result: Incentives) -> tuple[AccruedHour, ...]:
    """The hours of a result, with its money summed over the plants."""
    shared, hours = result.shared, result.shared.hours
    columns = (
        hours.starts_ms,
        shared.fed_in_uj,
        shared.withdrawn_uj,
        shared.shared_uj,
        result.premium_neur.sum(axis=1),
        result.valorization_neur.sum(axis=1),
        hours.coverage_ms.sum(axis=1) * HOUR_MS // np.maximum(hours.member_ms.sum(axis=1), 1),
    )
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(
        AccruedHour(Period(instant(start_ms), instant(start_ms) + _HOUR), *amounts)
        for start_ms, *amounts in rows
    )


def projection_of(hour: SharedEnergy) -> Projection:
    """Of the one projected hour."""
    return Projection(int(hour.fed_in_uj[0]), int(hour.withdrawn_uj[0]), int(hour.shared_uj[0]))


def reasons_of_today(result: Incentives, one_more: OneMoreKwh) -> tuple[Provisional, ...]:
    """That the hour under way is not known whole is no reason of its own: it is not over."""
    told = result.provisional | one_more.provisional | {Provisional.NOT_OVER}
    if result.shared.hours.complete[:-1].all():
        told -= {Provisional.ENERGY_INCOMPLETE}
    return tuple(reason for reason in Provisional if reason in told)


def total(hours: Sequence[AccruedHour]) -> AccruedHour:
    """All of them as one, over the whole time; there is at least one."""
    return AccruedHour(
        Period(hours[0].period.start, hours[-1].period.end),
        sum(hour.fed_in_uj for hour in hours),
        sum(hour.withdrawn_uj for hour in hours),
        sum(hour.shared_uj for hour in hours),
        sum(hour.premium_neur for hour in hours),
        sum(hour.valorization_neur for hour in hours),
        sum(hour.coverage_ms for hour in hours),
    )
