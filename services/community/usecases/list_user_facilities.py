"""The caller's facilities (FR3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.facility_settings import MemberType
from services.community.domain.overview import FacilityOverview
from services.community.domain.page import ByName, Page
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListUserFacilities:
    """Shows every facility the caller has a role in."""

    registry: RegistryView

    async def __call__(
        self, caller: UUID, page: Page[ByName], member_type: MemberType | None
    ) -> Sequence[FacilityOverview]:
        """Of one type if one is given, by name."""
        return await self.registry.facilities_of_user(caller, page, member_type)
