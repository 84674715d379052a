"""The caller's facilities (FR3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.community.domain.overview import FacilityOverview
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListUserFacilities:
    """Shows every facility the caller has a role in."""

    registry: RegistryView

    async def __call__(self, caller: UUID, limit: int) -> Sequence[FacilityOverview]:
        """By name."""
        return await self.registry.facilities_of_user(caller, limit=limit)
