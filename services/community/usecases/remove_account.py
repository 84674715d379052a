"""A user's account is gone: what was theirs passes on or goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community
from services.community.domain.facility import Facility
from services.community.domain.succession import without_account
from services.community.ports import Registry, RegistryTransaction


@dataclass(frozen=True, slots=True)
class RemoveAccount:
    """Takes a user out of every facility and community, in one change."""

    registry: Registry
    clock: Clock

    async def __call__(self, user_id: UUID) -> None:
        """Afterwards the user has no role anywhere; nothing happens when it already was so.

        Facilities first: an heir owns one that is still there.
        """
        async with self.registry.transaction(Change(None, Action.REMOVE_ACCOUNT)) as transaction:
            await transaction.facilities.lock_owner(user_id)
            communities = await transaction.communities.lock_of(user_id)
            facilities = await transaction.facilities.lock_of(user_id)
            now = self.clock.now()
            await _leave_facilities(transaction, facilities, user_id, now)
            for community in communities:
                await _leave_community(transaction, community, user_id, now)
            await transaction.offers.drop_of_user(user_id, now)
            await transaction.forget_account(user_id)


async def _leave_facilities(
    transaction: RegistryTransaction, facilities: Sequence[Facility], user_id: UUID, now: datetime
) -> None:
    left = [(facility, facility.without_account(user_id, now)) for facility in facilities]
    await transaction.facilities.save([changed for _, changed in left if changed])
    for facility, changed in left:
        if changed is None:
            await transaction.facilities.remove(facility.removed(now))


async def _leave_community(
    transaction: RegistryTransaction, community: Community, user_id: UUID, now: datetime
) -> None:
    heir = await transaction.communities.longest_owner(community.community_id)
    changed = without_account(community, user_id, heir=heir, now=now)
    if changed is None:
        # No owner of a member facility means no member facility: each has an owner.
        await transaction.communities.remove(community.dissolved(now))
    else:
        await transaction.communities.save(changed)
