"""Invitations to a facility that wait, for its owners."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.invitation import Invitation
from services.community.ports import Registry
from services.community.usecases.facility_authority import OWNER, require_facility_role


@dataclass(frozen=True, slots=True)
class ListFacilityInvitations:
    """Shows which roles wait, not for whom: addresses are not kept."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, facility_id: UUID) -> Sequence[Invitation]:
        """The oldest first, at most MAX_OPEN_AT_FACILITY.

        Raises FacilityNotFoundError, NoAccessError.
        """
        await require_facility_role(self.registry, facility_id, caller, OWNER)
        return await self.registry.invitations_of_facility(facility_id, self.clock.now())
