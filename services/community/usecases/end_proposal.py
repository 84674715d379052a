"""A proposed change of representative is taken back or declined."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community
from services.community.domain.succession import end_proposal
from services.community.ports import Registry
from services.community.usecases.locking import locked_community


@dataclass(frozen=True, slots=True)
class EndProposal:
    """Leaves the representative in place."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, community_id: UUID) -> Community:
        """The community, with nobody proposed.

        Raises CommunityNotFoundError, what succession.end_proposal raises.
        """
        change = Change(caller, Action.TRANSFER_REPRESENTATION)
        async with self.registry.transaction(change) as transaction:
            community = await locked_community(transaction, community_id)
            changed = end_proposal(community, caller=caller, now=self.clock.now())
            await transaction.communities.save(changed)
        return changed
