"""Invitations to and requests of a facility that wait, for its owners (FR9.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.consent import MembershipOffer
from services.community.domain.page import ByTime, Page
from services.community.ports import RegistryView
from services.community.usecases.facility_authority import OWNER, require_facility_role


@dataclass(frozen=True, slots=True)
class ListFacilityOffers:
    """Shows what waits for the owner or was asked by the owner."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, facility_id: UUID, page: Page[ByTime]
    ) -> Sequence[MembershipOffer]:
        """The oldest first. Raises FacilityNotFoundError, NoAccessError."""
        await require_facility_role(self.registry, facility_id, caller, OWNER)
        return await self.registry.offers_of_facility(facility_id, page)
