"""The twin of postgres/offers.py."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from services.community.domain.audit import offer_entries
from services.community.domain.consent import MembershipOffer
from services.community.outbound.memory.contents import MemoryChange


class MemoryOffers:
    """Fulfils Offers."""

    def __init__(self, change: MemoryChange) -> None:
        self._change = change
        self._kept = change.draft.offers

    async def find(self, community_id: UUID, facility_id: UUID) -> MembershipOffer | None:
        return self._kept.get((community_id, facility_id))

    async def keep(self, offer: MembershipOffer) -> None:
        pair = (offer.community_id, offer.facility_id)
        before = self._kept.get(pair)
        self._kept[pair] = offer
        self._change.record(
            offer_entries(self._change.trail.change, offer.offered_at, before, offer)
        )

    async def drop(self, offer: MembershipOffer, at: datetime) -> None:
        pair = (offer.community_id, offer.facility_id)
        self._drop(lambda one: (one.community_id, one.facility_id) == pair, at)

    async def drop_of_facility(self, facility_id: UUID, at: datetime) -> None:
        self._drop(lambda one: one.facility_id == facility_id, at)

    async def drop_of_user(self, user_id: UUID, at: datetime) -> None:
        self._drop(lambda one: one.offered_by == user_id, at)

    def drop_of_community(self, community_id: UUID, at: datetime) -> None:
        """None waits for the community any more."""
        self._drop(lambda one: one.community_id == community_id, at)

    def _drop(self, is_dropped: Callable[[MembershipOffer], bool], at: datetime) -> None:
        for pair, offer in sorted(self._kept.items()):
            if is_dropped(offer):
                del self._kept[pair]
                self._change.record(offer_entries(self._change.trail.change, at, offer, None))
