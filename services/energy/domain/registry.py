"""What the books know of facilities and communities: who may look, and what belonged where when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.energy.domain.calendar import EARLIEST, LATEST, Period


@dataclass(frozen=True, slots=True)
class DevicePeriod:
    """A device measured at a facility during a period."""

    device_id: str
    facility_id: UUID
    period: Period
    transformation_constant: float = 1.0
    """K: what the device says is multiplied by it (R9)."""


@dataclass(frozen=True, slots=True)
class FacilityPeriod:
    """A facility during a period."""

    facility_id: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Membership:
    """A facility belonged to a community during a period (R1: to one at a time)."""

    community_id: UUID
    facility_id: UUID
    period: Period


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility's newest known state; a removed one keeps its past and nobody may look."""

    facility_id: UUID
    version: int
    removed: bool
    users: frozenset[UUID]
    devices: tuple[DevicePeriod, ...]
    memberships: tuple[Membership, ...]
    owners: frozenset[UUID] = frozenset()
    """Those of the users whose facility it is."""
    max_import_mw: int | None = None
    """What its connection and appliances may draw; None: unknown."""
    max_export_mw: int | None = None
    """What its plants may feed in; None: unknown."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community's newest known state."""

    community_id: UUID
    version: int
    removed: bool
    representative_id: UUID | None


def period_of(valid_from: datetime, valid_to: datetime | None) -> Period:
    """A validity interval within the books' years; open ones last to their end."""
    return Period(max(valid_from, EARLIEST), LATEST if valid_to is None else min(valid_to, LATEST))


def contains(period: Period, moment: datetime) -> bool:
    """Whether the moment lies in the period."""
    return period.start <= moment < period.end


def may_see_facility(facility: Facility, user_id: UUID) -> bool:
    """Any role on the facility will do (FR3.1)."""
    return not facility.removed and user_id in facility.users
