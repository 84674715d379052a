"""The facilities that the caller may bring back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.page import ByTime, Page
from services.community.domain.removal import RESTORABLE_FOR, Restorable
from services.community.ports import RegistryView


@dataclass(frozen=True, slots=True)
class ListRemovedFacilities:
    """Shows what the caller owned when it was removed in the last 30 days."""

    registry: RegistryView
    clock: Clock

    async def __call__(self, caller: UUID, page: Page[ByTime]) -> Sequence[Restorable]:
        """What goes for good first comes first."""
        since = self.clock.now() - RESTORABLE_FOR
        return await self.registry.removed_facilities_of_user(caller, page, removed_after=since)
