"""What one change found and left: the part of a transaction that writes its audit entries.

Both adapters keep one, so an entity cannot be saved without its entry.
"""

from dataclasses import dataclass, field
from uuid import UUID

from services.community.domain import audit
from services.community.domain.audit import AuditEntry, Change
from services.community.domain.community import Community
from services.community.domain.facility import Facility


class NotLockedError(Exception):
    """A bug: somebody saves an entity without having locked it."""


@dataclass(slots=True)
class ChangeTrail:
    """Remembers entities as they were locked, and says what each save changed."""

    change: Change
    _facilities: dict[UUID, Facility] = field(default_factory=dict)
    _communities: dict[UUID, Community] = field(default_factory=dict)

    def found_facility(self, facility: Facility | None) -> Facility | None:
        """The facility as it is before the change."""
        if facility is not None:
            self._facilities[facility.facility_id] = facility
        return facility

    def found_community(self, community: Community | None) -> Community | None:
        """The community as it is before the change."""
        if community is not None:
            self._communities[community.community_id] = community
        return community

    def facility_added(self, facility: Facility) -> list[AuditEntry]:
        """Its entries."""
        self._facilities[facility.facility_id] = facility
        return audit.facility_entries(self.change, None, facility)

    def facility_saved(self, facility: Facility, *, is_removed: bool = False) -> list[AuditEntry]:
        """Its entries. Raises NotLockedError."""
        before = self._facilities.get(facility.facility_id)
        if before is None:
            raise NotLockedError(f"facility {facility.facility_id} is saved without being locked")
        self._facilities[facility.facility_id] = facility
        return audit.facility_entries(self.change, before, facility, is_removed=is_removed)

    def community_added(self, community: Community) -> list[AuditEntry]:
        """Its entries."""
        self._communities[community.community_id] = community
        return audit.community_entries(self.change, None, community)

    def community_saved(
        self, community: Community, *, is_removed: bool = False
    ) -> list[AuditEntry]:
        """Its entries. Raises NotLockedError."""
        before = self._communities.get(community.community_id)
        if before is None:
            raise NotLockedError(
                f"community {community.community_id} is saved without being locked"
            )
        self._communities[community.community_id] = community
        return audit.community_entries(self.change, before, community, is_removed=is_removed)
