"""Any signed-in user creates a community and becomes its representative (FR8.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock, IdFactory
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community, CommunitySettings
from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.ports import Registry
from services.community.usecases.repeated_requests import earlier_creation


@dataclass(frozen=True, slots=True)
class CreateCommunity:
    """Founds a community."""

    registry: Registry
    clock: Clock
    ids: IdFactory

    async def __call__(
        self, caller: UUID, settings: CommunitySettings, key: IdempotencyKey | None = None
    ) -> Community:
        """The new community, represented by the caller, also when asked again.

        Raises TooManyCommunitiesError, IdempotencyKeyReusedError.
        """
        change = Change(caller, Action.CREATE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            represented_before = await transaction.communities.lock_representative(caller)
            now = self.clock.now()
            earlier = await earlier_creation(transaction, caller, key, now)
            if earlier is not None:
                return Community.found(
                    earlier.entity_id,
                    settings,
                    founder=caller,
                    represented_before=0,
                    now=earlier.created_at,
                )
            community = Community.found(
                self.ids.new_id(),
                settings,
                founder=caller,
                represented_before=represented_before,
                now=now,
            )
            await transaction.communities.add(community)
            if key is not None:
                await transaction.creations.keep(
                    KeyedCreation(caller, key, community.community_id, now)
                )
        return community
