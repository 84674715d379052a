"""Which facilities count for a community, when, and what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.registry import Facility, FacilityPeriod, Membership
from services.energy.domain.sharing.shared_day import facts_digest
from services.energy.ports.registry import Registry


@dataclass(frozen=True, slots=True)
class CommunityFacilities:
    """Everybody who ever belonged to a community, as the registry knows it now."""

    facilities: tuple[Facility, ...]
    """In order of their ids: the columns of hourly arrays."""
    memberships: Sequence[Membership]

    @property
    def facility_ids(self) -> tuple[UUID, ...]:
        """Of all."""
        return tuple(f.facility_id for f in self.facilities)

    @property
    def storage_efficiencies(self) -> tuple[float | None, ...]:
        """Of each, as shared_energy takes them."""
        return tuple(f.facts.storage_efficiency for f in self.facilities)

    @property
    def commissioned_on(self) -> tuple[date | None, ...]:
        """Of each, as shared_by_plant takes them."""
        return tuple(f.facts.commissioned_on for f in self.facilities)

    @property
    def time(self) -> Period:
        """From the first membership's start to the last one's end."""
        return Period(
            min((m.period.start for m in self.memberships), default=EARLIEST),
            max((m.period.end for m in self.memberships), default=LATEST),
        )

    def counted(self, period: Period) -> list[FacilityPeriod]:
        """When each counts, in whole quarter-hours within a period with borders on them."""
        return counted_periods(self._periods(), period)

    def within(self, period: Period) -> "CommunityFacilities":
        """Those that count at some time of the period."""
        counted = {item.facility_id for item in self.counted(period)}
        return CommunityFacilities(
            tuple(f for f in self.facilities if f.facility_id in counted), self.memberships
        )

    def facts(self) -> bytes:
        """A digest of what hours and their shared energy depend on, but for energy."""
        return facts_digest(self._periods(), self.storage_efficiencies)

    def _periods(self) -> list[FacilityPeriod]:
        return [FacilityPeriod(m.facility_id, m.period) for m in self.memberships]


def community_facilities(registry: Registry, community_id: UUID) -> CommunityFacilities:
    """What the registry says of a community's facilities."""
    memberships = registry.memberships(community_id)
    ids = dict.fromkeys(m.facility_id for m in memberships)
    found = (registry.facility(facility_id) for facility_id in ids)
    return CommunityFacilities(tuple(f for f in found if f is not None), memberships)
