"""A member opens a live view of a community or a facility (FR3.1, FR3.2, FR3.3)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from libs.chassis.screens import Screen
from services.engagement.domain.balance.balance import Balance, FacilityPower
from services.engagement.ports.live import LiveFeed
from services.engagement.usecases.live.live_board import LiveBoard
from services.engagement.usecases.registry.access import Access


class WatchLive:
    """Opens screens for those who may look."""

    def __init__(self, access: Access, board: LiveBoard, feed: LiveFeed) -> None:
        self._access = access
        self._board = board
        self._feed = feed

    @asynccontextmanager
    async def community(self, user_id: UUID, community_id: UUID) -> AsyncIterator[Screen[Balance]]:
        """A screen of the community's balance, open for the length of the block.

        Raises NotFoundError, NotAuthorizedError, or TooManyRequestsError at a limit.
        """
        self._access.check_community(user_id, community_id)
        self._board.limits.take(user_id)
        screen = Screen[Balance](user_id)
        self._board.balances.attach(community_id, screen)
        try:
            yield screen
        finally:
            self._board.balances.detach(community_id, screen)
            self._board.limits.give_back(user_id)

    @asynccontextmanager
    async def facility(
        self, user_id: UUID, facility_id: UUID
    ) -> AsyncIterator[Screen[FacilityPower]]:
        """A screen of the facility's power, open for the length of the block.

        Raises NotFoundError, NotAuthorizedError, or TooManyRequestsError at a limit.
        """
        self._access.check_facility(user_id, facility_id)
        self._board.limits.take(user_id)
        screen = Screen[FacilityPower](user_id)
        self._board.powers.attach(facility_id, screen)
        try:
            await self._feed.watch_facility(facility_id)
            yield screen
        finally:
            self._board.powers.detach(facility_id, screen)
            self._board.limits.give_back(user_id)
            if facility_id not in self._board.powers.looked_at():
                self._board.powers.forget(facility_id)

    def may_still_see_community(self, user_id: UUID, community_id: UUID) -> bool:
        """False once the user has lost access or the community is gone."""
        return self._access.may_see_community(user_id, community_id)

    def may_still_see_facility(self, user_id: UUID, facility_id: UUID) -> bool:
        """False once the user has lost access or the facility is gone."""
        return self._access.may_see_facility(user_id, facility_id)

    def may_see_sums(self, user_id: UUID, balance: Balance) -> bool:
        """False where the sums would give away a household that is not the user's."""
        return self._access.may_see_sums(user_id, balance)

    async def renew_watches(self) -> None:
        """Tell whoever folds them that the facilities on screen are still looked at."""
        for facility_id in self._board.powers.looked_at():
            await self._feed.watch_facility(facility_id)
