"""A community's hours, day by day: what is kept so that a year need not be summed again."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from services.energy.domain.calendar import Period, Resolution, interval_end
from services.energy.domain.exact import Integers
from services.energy.domain.quantities import epoch_ms, instant
from services.energy.domain.registry import FacilityPeriod
from services.energy.domain.sharing.facility_hours import HOUR_MS
from services.energy.domain.sharing.shared_energy import SharedEnergy


@dataclass(frozen=True, slots=True, eq=False)
class SharedDay:
    """The 23, 24 or 25 hours of a day in Rome: sums over the facilities, shape (hours,).

    Energies in microjoules, times in milliseconds.
    """

    start: datetime
    imported_uj: Integers
    """All that was withdrawn."""
    fed_in_uj: Integers
    withdrawn_uj: Integers
    """As far as it counts: see shared_energy."""
    shared_uj: Integers
    coverage_ms: Integers
    """For how long the energy is known, summed over the facilities."""
    member_ms: Integers
    """For how long facilities were members, summed over them."""
    digest: bytes
    """SHA-256 of every facility's energy in every hour: equal where the inputs are equal."""

    @property
    def period(self) -> Period:
        """The day."""
        return Period(self.start, interval_end(self.start, Resolution.DAY))


def days_within(period: Period) -> list[Period]:
    """The days of Rome of a period whose borders are midnights."""
    borders = [period.start]
    while borders[-1] < period.end:
        borders.append(interval_end(borders[-1], Resolution.DAY))
    return [Period(start, end) for start, end in pairwise(borders)]


def shared_days(shared: SharedEnergy) -> list[SharedDay]:
    """Cut hours, whose borders are midnights of Rome, into days."""
    hours = shared.hours
    first_ms = hours.first_hour_ms
    whole = Period(instant(first_ms), instant(first_ms + HOUR_MS * hours.count))
    return [_day(shared, day, first_ms) for day in days_within(whole)]


def facts_digest(counted: Iterable[FacilityPeriod], efficiencies: Sequence[float | None]) -> bytes:
    """SHA-256 of who was a member when, and of their storages.

    What was computed by other facts does not hold.
    """
    told = hashlib.sha256()
    for item in counted:
        told.update(item.facility_id.bytes)
        told.update(f"{epoch_ms(item.period.start)} {epoch_ms(item.period.end)};".encode())
    told.update(repr(list(efficiencies)).encode())
    return told.digest()


def _day(shared: SharedEnergy, day: Period, first_ms: int) -> SharedDay:
    first, last = ((epoch_ms(m) - first_ms) // HOUR_MS for m in (day.start, day.end))
    part = slice(first, last)
    hours = shared.hours
    digest = hashlib.sha256()
    for energies in (shared.counted_uj, hours.fed_in_uj, hours.coverage_ms, hours.member_ms):
        digest.update(energies[part].tobytes())
    return SharedDay(
        day.start,
        hours.withdrawn_uj[part].sum(axis=1),
        shared.fed_in_uj[part],
        shared.withdrawn_uj[part],
        shared.shared_uj[part],
        hours.coverage_ms[part].sum(axis=1),
        hours.member_ms[part].sum(axis=1),
        digest.digest(),
    )
