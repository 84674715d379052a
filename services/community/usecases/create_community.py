"""Any signed-in user creates a community and becomes its representative (FR8.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community, CommunitySettings
from services.community.ports import Registry


@dataclass(frozen=True, slots=True)
class CreateCommunity:
    """Founds a community."""

    registry: Registry
    clock: Clock
    ids: IdFactory

    async def __call__(self, caller: UUID, settings: CommunitySettings) -> Community:
        """The new community, represented by the caller. Raises TooManyCommunitiesError."""
        change = Change(caller, Action.CREATE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            community = Community.found(
                self.ids.new_id(),
                settings,
                founder=caller,
                represented_before=await transaction.lock_representative(caller),
                now=self.clock.now(),
            )
            await transaction.add_community(community)
        return community
