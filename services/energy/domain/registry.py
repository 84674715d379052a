"""What the books know of facilities and communities: who may look, and what belonged where when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from services.energy.domain.calendar import EARLIEST, LATEST, Period

PHOTOVOLTAIC: Final = "photovoltaic"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerFacts:
    """What was otherwise up to a moment, since the former facts before it."""

    until: datetime
    """Excluded."""
    incentives_reduction: float
    owner_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFacts:
    """What decides a facility's part in shared energy and incentives; a removed one keeps it.

    Kinds, types and sources are the registry's words (libs/contracts/v1/registry.py).
    """

    region: str = ""
    """As its owner writes it; empty: nothing of all this is known."""
    member_type: str = "consumer"
    max_production_mw: int = 0
    """Peak power of its plant; 0: no plant."""
    commissioned_on: date | None = None
    """When the plant started operating; every plant that is known has one."""
    plant_source: str = PHOTOVOLTAIC
    regional_bonus: bool = True
    """Whether the region's surcharge (FC) is claimed."""
    incentives_reduction: float = 0.0
    """F: the share by which a capital grant reduces the premium, 0 to 1."""
    owner_kind: str = "natural-person"
    storage_efficiency: float | None = None
    """Round-trip efficiency, above 0 to 1, of the storage that withdrawals charge."""
    former: tuple[FormerFacts, ...] = ()
    """In order of time. What is not among them counts for all of the past as it is now."""

    @property
    def are_known(self) -> bool:
        """False of a facility that was removed before tombstones kept its facts."""
        return self.region != ""

    @property
    def has_plant(self) -> bool:
        """True when it can feed in."""
        return self.max_production_mw > 0

    @property
    def is_photovoltaic(self) -> bool:
        """Whether the region's surcharge may go to its plant."""
        return self.has_plant and self.plant_source == PHOTOVOLTAIC


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
    name: str = ""
    """Empty of a removed one."""
    facts: FacilityFacts = FacilityFacts()

    @property
    def max_export_mw(self) -> int | None:
        """What its plants may feed in; None: unknown."""
        return self.facts.max_production_mw if self.facts.are_known else None


@dataclass(frozen=True, slots=True)
class Community:
    """A community's newest known state."""

    community_id: UUID
    version: int
    removed: bool
    representative_id: UUID | None
    name: str = ""
    """Empty of a removed one."""
    market_zone: str = ""
    """Whose price is Pz; empty of a removed one."""


def period_of(valid_from: datetime, valid_to: datetime | None) -> Period:
    """A validity interval within the books' years; open ones last to their end."""
    return Period(max(valid_from, EARLIEST), LATEST if valid_to is None else min(valid_to, LATEST))


def contains(period: Period, moment: datetime) -> bool:
    """Whether the moment lies in the period."""
    return period.start <= moment < period.end


def may_see_facility(facility: Facility, user_id: UUID) -> bool:
    """Any role on the facility will do (FR3.1)."""
    return not facility.removed and user_id in facility.users
