"""The representative hands a community over to a member who agrees."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community
from services.community.domain.succession import transfer_representation
from services.community.ports import Registry
from services.community.usecases.locking import locked_community


@dataclass(frozen=True, slots=True)
class TransferRepresentation:
    """Takes one side's consent: the representative's first, then the successor's."""

    registry: Registry
    clock: Clock

    async def __call__(self, caller: UUID, community_id: UUID, successor: UUID) -> Community:
        """The community with its successor, proposed or in place.

        Raises CommunityNotFoundError, what succession.transfer_representation raises.
        """
        change = Change(caller, Action.TRANSFER_REPRESENTATION)
        async with self.registry.transaction(change) as transaction:
            represented_before = await transaction.communities.lock_representative(successor)
            community = await locked_community(transaction, community_id)
            changed = transfer_representation(
                community,
                successor,
                caller=caller,
                successor_is_member=await transaction.communities.owns_member_facility(
                    community_id, successor
                ),
                represented_before=represented_before,
                now=self.clock.now(),
            )
            if changed is not community:
                await transaction.communities.save(changed)
        return changed
