"""A facility joins a community when both sides agree (FR9.1, R1, R2, R3)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.consent import Joined, Pending, propose_membership
from services.community.ports import Registry
from services.community.usecases.locking import held_community, locked_facility


@dataclass(frozen=True, slots=True)
class JoinCommunity:
    """Takes one side's consent, or both."""

    registry: Registry
    clock: Clock

    async def __call__(
        self,
        caller: UUID,
        community_id: UUID,
        facility_id: UUID,
        requested_from: datetime | None,
    ) -> Joined | Pending:
        """Joined, or waiting for the other side.

        Raises CommunityNotFoundError, FacilityNotFoundError, what propose_membership raises.
        """
        change = Change(caller, Action.JOIN_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            community = await held_community(transaction, community_id)
            facility = await locked_facility(transaction, facility_id)
            outcome = propose_membership(
                facility,
                community,
                await transaction.offers.find(community_id, facility_id),
                caller=caller,
                requested_from=requested_from,
                now=self.clock.now(),
            )
            match outcome:
                case Pending(offer):
                    await transaction.offers.keep(offer)
                case Joined(joined) if joined is not facility:
                    await transaction.facilities.save([joined])
                    await transaction.offers.drop_of_facility(facility_id, joined.changed_at)
        return outcome
