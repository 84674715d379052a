"""What was decided for communities that are gone for good is let go."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from services.engagement.domain.registry.registry import Registry
from services.engagement.ports.preferences import Preferences

RESTORABLE: Final = timedelta(days=31)
"""A removed community can be restored for 30 days: what members decided is there again then."""


class ForgetRemoved:
    """For every user alike."""

    def __init__(self, preferences: Preferences, registry: Registry, clock: Clock) -> None:
        self._preferences = preferences
        self._registry = registry
        self._clock = clock

    async def forget(self) -> int:
        """How many decisions were deleted. Raises StoreUnavailableError."""
        gone = list(self._registry.removed_before(self._clock.now() - RESTORABLE))
        return await self._preferences.forget_communities(gone) if gone else 0
