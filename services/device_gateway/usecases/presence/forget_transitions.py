"""History has an end."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.ports.presence import PresenceStore

AT_ONCE: Final = 5_000
_SESSIONS_KEPT: Final = timedelta(hours=1)
"""Longer than a lost session matters."""


class ForgetTransitions:
    """Forgets what is older than it is kept."""

    def __init__(self, presences: PresenceStore, clock: Clock, *, keep: timedelta) -> None:
        self._presences = presences
        self._clock = clock
        self._keep = keep

    async def __call__(self) -> int:
        """How many were forgotten; AT_ONCE when there may be more."""
        now = self._clock.now()
        return await self._presences.forget(
            transitions_before=now - self._keep,
            sessions_before=now - _SESSIONS_KEPT,
            limit=AT_ONCE,
        )
