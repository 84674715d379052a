"""Balances minute by minute into the books, for later questions about a policy (FR4.2)."""

from collections import deque
from collections.abc import Iterable
from typing import Final

from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.ports.balance import BalanceMinutes

MAXIMUM_WAITING: Final = 200_000
"""About two hours of 1,600 communities; the oldest are let go while the store is away."""
_AT_ONCE: Final = 5_000
_FORGOTTEN_AT_ONCE: Final = 20_000


class RecordMinutes:
    """Minutes wait here for the store; folding does not wait for it."""

    def __init__(self, store: BalanceMinutes, *, keep_days: int) -> None:
        self._store = store
        self._keep_days = keep_days
        self._waiting: deque[BalanceMinute] = deque(maxlen=MAXIMUM_WAITING)
        self._lost_count = 0

    def add(self, minutes: Iterable[BalanceMinute]) -> None:
        """Take completed minutes down."""
        for minute in minutes:
            self._lost_count += len(self._waiting) == MAXIMUM_WAITING
            self._waiting.append(minute)

    def take_lost(self) -> int:
        """How many minutes were let go, because too many waited, since the last call."""
        lost, self._lost_count = self._lost_count, 0
        return lost

    async def record(self) -> int:
        """Write down what waits; how many. What is not written waits on.

        Raises StoreUnavailableError.
        """
        written = 0
        while self._waiting:
            batch = [self._waiting[number] for number in range(min(len(self._waiting), _AT_ONCE))]
            await self._store.add(batch)
            for minute in batch:  # while it was written the oldest may have been let go
                if self._waiting and self._waiting[0] is minute:
                    self._waiting.popleft()
            written += len(batch)
        return written

    async def forget(self) -> int:
        """Delete what is older than the policy keeps; how many. Raises StoreUnavailableError."""
        forgotten = 0
        while True:
            count = await self._store.forget(self._keep_days, limit=_FORGOTTEN_AT_ONCE)
            forgotten += count
            if count < _FORGOTTEN_AT_ONCE:
                return forgotten
