"""The representative removes a community; its facilities are released (FR8.2)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.version import ANY_VERSION, ExpectedVersion
from services.community.ports import Registry
from services.community.usecases.locking import locked_community


@dataclass(frozen=True, slots=True)
class RemoveCommunity:
    """Dissolves a community."""

    registry: Registry
    clock: Clock

    async def __call__(
        self, caller: UUID, community_id: UUID, expected: ExpectedVersion = ANY_VERSION
    ) -> int:
        """How many facilities belonged to it until now.

        Raises CommunityNotFoundError, NotRepresentativeError, VersionDiffersError.
        """
        change = Change(caller, Action.REMOVE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            community = await locked_community(transaction, community_id)
            community.require_representative(caller)
            expected.check(community.version)
            members = await transaction.facilities.lock_members(community_id)
            now = self.clock.now()
            await transaction.facilities.save([member.leave_community(now) for member in members])
            await transaction.communities.remove(community.dissolved(now))
        return len(members)
