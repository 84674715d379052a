"""A member looks at a community's newest balance and its surplus episodes (FR3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.errors import NotFoundError
from services.engagement.domain.balance.balance import Balance
from services.engagement.ports.surplus import Episode, SurplusStore
from services.engagement.usecases.live.live_board import LiveBoard
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.registry.access import Access

MAXIMUM_EPISODES: Final = 500


class NoBalanceYetError(NotFoundError):
    """No device of the community has sent a reading that counts."""

    code = "no_balance_yet"


@dataclass(frozen=True, slots=True)
class SeenBalance:
    """A balance, and whether the caller may see its sums."""

    balance: Balance
    shows_sums: bool


class ShowCommunity:
    """Answers from memory and the store, for those who may look."""

    def __init__(
        self, access: Access, publish: PublishLive, board: LiveBoard, store: SurplusStore
    ) -> None:
        self._access = access
        self._publish = publish
        self._board = board
        self._store = store

    def balance(self, user_id: UUID, community_id: UUID) -> SeenBalance:
        """The balance as it is folded here, else the newest that another replica published.

        Raises NotFoundError (also before the first reading) or NotAuthorizedError.
        """
        self._access.check_community(user_id, community_id)
        folded_here = self._publish.balance(community_id)
        balance = folded_here or self._board.balances.newest(community_id)
        if balance is None:
            raise NoBalanceYetError("no reading of this community has arrived yet")
        return SeenBalance(balance, self._access.may_see_sums(user_id, balance))

    async def episodes(self, user_id: UUID, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        """The newest episodes, newest first. Raises NotFoundError or NotAuthorizedError."""
        self._access.check_community(user_id, community_id)
        return await self._store.episodes(community_id, limit=min(limit, MAXIMUM_EPISODES))
