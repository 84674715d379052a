"""Balances of the past, at rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.balance.minutes import BalanceMinute


class BalanceMinutes(Protocol):
    """Every community's balance minute by minute. Every method may raise StoreUnavailableError."""

    async def add(self, minutes: Sequence[BalanceMinute]) -> None:
        """Keep these; of a minute that is kept already the one that knows more facilities stays."""
        ...

    async def read(
        self, community_id: UUID, start: datetime, end: datetime
    ) -> Sequence[BalanceMinute]:
        """The community's minutes from `start` up to but not including `end`, in order."""
        ...

    async def forget(self, keep_days: int, *, limit: int) -> int:
        """Delete at most `limit` minutes older than that before their community's newest one."""
        ...
