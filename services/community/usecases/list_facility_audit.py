"""What was changed of a facility, for its owners."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.audit import RecordedEntry
from services.community.domain.page import Newest, Page
from services.community.ports import RegistryView
from services.community.usecases.facility_authority import OWNER, require_facility_role


@dataclass(frozen=True, slots=True)
class ListFacilityAudit:
    """Shows who changed what, when, and what it was before."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, facility_id: UUID, page: Page[Newest]
    ) -> Sequence[RecordedEntry]:
        """The newest first. Raises FacilityNotFoundError, NoAccessError."""
        await require_facility_role(self.registry, facility_id, caller, OWNER)
        return await self.registry.audit_trail(facility_id, page)
