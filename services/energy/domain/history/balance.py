"""Current power and last-24-hours energy (FR3.1, FR3.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.energy.domain.books.readings import NewestReading
from services.energy.domain.calendar import LATEST
from services.energy.domain.registry import Membership, contains

FRESH_FOR: Final = timedelta(minutes=15)
FRESH_INTERVALS: Final = 2.5
"""A reading is fresh for FRESH_FOR or, if longer, this many of its own intervals."""


@dataclass(frozen=True, slots=True)
class Power:
    """Power withdrawn and fed in, at `as_of`; zero and None when nothing was ever measured."""

    as_of: datetime | None
    consumed_mw: int
    produced_mw: int


@dataclass(frozen=True, slots=True)
class CommunityPower:
    """Sums over the community's fresh facilities."""

    power: Power
    facilities_fresh: int
    facilities_total: int


def power_of(newest: NewestReading | None) -> Power:
    """The power that a newest reading tells: positive is withdrawn, negative fed in."""
    if newest is None:
        return Power(None, 0, 0)
    power_mw = newest.reading.power_mw
    return Power(newest.reading.measured_at, max(power_mw, 0), max(-power_mw, 0))


def newest_of(readings: Iterable[NewestReading]) -> NewestReading | None:
    """The newest of several; of two at one instant the one of the device whose id comes last."""
    return max(readings, key=_age, default=None)


def newest_by_facility(readings: Iterable[NewestReading]) -> dict[UUID, NewestReading]:
    """Each facility's newest, over the devices it has had."""
    newest: dict[UUID, NewestReading] = {}
    for candidate in readings:
        facility_id = candidate.reading.facility_id
        if facility_id is None:
            continue
        known = newest.get(facility_id)
        if known is None or _age(candidate) > _age(known):
            newest[facility_id] = candidate
    return newest


@dataclass(frozen=True, slots=True)
class FreshReadings:
    """Whose present power is known."""

    as_of: datetime
    """The community's newest reading."""
    readings: Sequence[NewestReading]
    """The newest of each facility that counts."""
    facilities_total: int
    """How many are members then."""


def fresh_readings(
    memberships: Collection[Membership], newest: Mapping[UUID, NewestReading]
) -> FreshReadings | None:
    """The readings that tell a community's present power, in event time; None without any reading.

    A facility counts while it is a member, its newest reading was taken as a member, and that is
    fresh: not older, against the community's newest reading, than
    max(FRESH_FOR, FRESH_INTERVALS x its interval).
    """
    taken_as_member = [
        (m, newest[m.facility_id])
        for m in memberships
        if m.facility_id in newest and contains(m.period, newest[m.facility_id].reading.measured_at)
    ]
    if not taken_as_member:
        return None
    as_of = max(n.reading.measured_at for _, n in taken_as_member)
    members = {m.facility_id for m in memberships if contains(m.period, as_of)}
    fresh = [n for m, n in taken_as_member if m.facility_id in members and _is_fresh(n, as_of)]
    return FreshReadings(as_of, fresh, len(members))


def community_power(
    memberships: Collection[Membership], newest: Mapping[UUID, NewestReading]
) -> CommunityPower:
    """A community's power at its newest reading: the sums over fresh_readings.

    Without any reading the facilities that are members without an end are counted in
    `facilities_total`.
    """
    fresh = fresh_readings(memberships, newest)
    if fresh is None:
        lasting = {m.facility_id for m in memberships if m.period.end == LATEST}
        return CommunityPower(power_of(None), 0, len(lasting))
    return power_of_fresh(fresh)


def power_of_fresh(fresh: FreshReadings) -> CommunityPower:
    """The sums over these readings."""
    consumed_mw = sum(max(n.reading.power_mw, 0) for n in fresh.readings)
    produced_mw = sum(max(-n.reading.power_mw, 0) for n in fresh.readings)
    power = Power(fresh.as_of, consumed_mw, produced_mw)
    return CommunityPower(power, len(fresh.readings), fresh.facilities_total)


def _is_fresh(newest: NewestReading, as_of: datetime) -> bool:
    interval = timedelta(milliseconds=newest.interval_ms or 0)
    return as_of - newest.reading.measured_at <= max(FRESH_FOR, FRESH_INTERVALS * interval)


def _age(newest: NewestReading) -> tuple[datetime, str]:
    return newest.reading.measured_at, newest.reading.device_id
