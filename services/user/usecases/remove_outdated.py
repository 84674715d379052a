"""Keep no more personal data than is needed."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.ports import UserStore


@dataclass(frozen=True)
class RemoveOutdated:
    """Deletes expired codes, ended sessions, old counts and events, unconfirmed accounts."""

    store: UserStore
    clock: Clock

    async def __call__(self) -> int:
        """How many rows were deleted."""
        return await self.store.remove_outdated(self.clock.now())
