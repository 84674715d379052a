"""Either side ends a membership, or takes back or declines an offer (FR9.1)."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.consent import Left, Withdrawn, end_membership
from services.community.ports import Registry
from services.community.usecases.locking import held_community, locked_facility


@dataclass(frozen=True, slots=True)
class LeaveCommunity:
    """Separates a facility from a community."""

    registry: Registry
    clock: Clock

    async def __call__(
        self, caller: UUID, community_id: UUID, facility_id: UUID
    ) -> Left | Withdrawn:
        """What has ended.

        Raises CommunityNotFoundError, FacilityNotFoundError, what end_membership raises.
        """
        change = Change(caller, Action.LEAVE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            community = await held_community(transaction, community_id)
            facility = await locked_facility(transaction, facility_id)
            now = self.clock.now()
            outcome = end_membership(
                facility,
                community,
                await transaction.offers.find(community_id, facility_id),
                caller=caller,
                now=now,
            )
            match outcome:
                case Left(left):
                    await transaction.facilities.save([left])
                case Withdrawn(offer):
                    await transaction.offers.drop(offer, now)
        return outcome
