"""See where one is signed in (FR2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.session import Session
from services.user.ports import UserStore


@dataclass(frozen=True)
class ListSessions:
    """The sessions that can still be used."""

    store: UserStore
    clock: Clock

    async def __call__(self, user_id: UUID) -> Sequence[Session]:
        """The user's sessions, the last used first; at most MAX_LIVE_SESSIONS."""
        now = self.clock.now()
        live = await self.store.live_sessions(user_id, now)
        usable = [session for session in live if session.can_be_refreshed(now)]
        return sorted(usable, key=lambda session: session.last_used_at, reverse=True)
