"""Notifications and what calls decided are let go at their age."""

from datetime import datetime, timedelta
from typing import Final, Protocol

from libs.chassis.clock import Clock
from services.engagement.ports.notifications import Inbox

_AT_ONCE: Final = 5_000


class ForgetOld:
    """For every user alike; a limit of being told looks back a week only."""

    def __init__(self, inbox: Inbox, clock: Clock, *, keep_days: int) -> None:
        self._inbox = inbox
        self._clock = clock
        self._keep = timedelta(days=keep_days)

    async def forget(self) -> int:
        """Delete what is older; how many notifications. Raises StoreUnavailableError."""
        before = self._clock.now() - self._keep
        await _all(self._inbox.forget_older_calls, before)
        return await _all(self._inbox.forget_older, before)


class _Forget(Protocol):
    async def __call__(self, before: datetime, *, limit: int) -> int: ...


async def _all(forget: _Forget, before: datetime) -> int:
    """Piece by piece, so that no transaction is long."""
    forgotten = 0
    while True:
        count = await forget(before, limit=_AT_ONCE)
        forgotten += count
        if count < _AT_ONCE:
            return forgotten
