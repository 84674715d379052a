"""A user reads what happened to the account's security."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.user.domain.security_event import SecurityEvent
from services.user.ports import UserStore


@dataclass(frozen=True)
class ReadSecurityEvents:
    """The user's own trail."""

    store: UserStore

    async def __call__(self, user_id: UUID, *, limit: int) -> Sequence[SecurityEvent]:
        """The newest events, newest first."""
        return await self.store.security_events(user_id, limit=limit)
