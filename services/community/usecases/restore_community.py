"""Who represented a community when it was removed brings it back."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import CommunityNotFoundError
from services.community.domain.audit import Action, Change
from services.community.domain.removal import is_restorable
from services.community.ports import Registry
from services.community.usecases.locking import locked_community


@dataclass(frozen=True, slots=True)
class RestoreCommunity:
    """Undoes a removal of the last 30 days; facilities are asked again."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, community_id: UUID) -> None:
        """Afterwards the community is there, also if it was never away.

        Raises CommunityNotFoundError, NotRepresentativeError, TooManyCommunitiesError.
        """
        change = Change(caller, Action.RESTORE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            represented_before = await transaction.communities.lock_representative(caller)
            removed = await transaction.communities.lock_removed(community_id)
            if removed is None:
                (await locked_community(transaction, community_id)).require_representative(caller)
                return
            now = self.clock.now()
            if not is_restorable(removed, now):
                raise CommunityNotFoundError("no such community")
            removed.require_representative(caller)
            await transaction.communities.restore(
                removed.restored(represented_before=represented_before, now=now)
            )
