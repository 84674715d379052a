"""Balances of the past, at rest."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.balance.reading import Reading


class BalanceMinutes(Protocol):
    """Every community's balance minute by minute. Every method may raise StoreUnavailableError."""

    async def add(self, minutes: Sequence[BalanceMinute]) -> None:
        """Keep these; of a minute that is kept already the one that knows more facilities stays."""
        ...

    async def correct(self, minutes: Sequence[BalanceMinute]) -> int:
        """Keep these in place of what is kept of them, unless that knows more facilities.

        How many changed anything.
        """
        ...

    async def read(
        self, community_id: UUID, start: datetime, end: datetime
    ) -> Sequence[BalanceMinute]:
        """The community's minutes from `start` up to but not including `end`, in order."""
        ...

    async def forget(self, keep_days: int, *, limit: int) -> int:
        """Delete at most `limit` minutes older than that before their community's newest one."""
        ...


class PastReadings(Protocol):
    """Readings that have been."""

    async def read(self, community_id: UUID, since: datetime) -> Sequence[Reading]:
        """The community's, all that arrived since then and are kept; in no order.

        May raise ConnectionError.
        """
        ...
