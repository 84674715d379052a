"""Invitations that wait for the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.invitation import InvitationInSight
from services.community.ports import Addresses, Registry

MAX_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ListUserInvitations:
    """Shows what waits for the address that the caller has confirmed."""

    registry: Registry
    clock: Clock
    addresses: Addresses | None

    async def __call__(self, caller: UUID) -> Sequence[InvitationInSight]:
        """The newest first, at most MAX_SHOWN; none while the caller's address is unknown."""
        address = self.addresses.of_user(caller) if self.addresses else None
        if address is None:
            return ()
        now = self.clock.now()
        return await self.registry.invitations_for(address, now, limit=MAX_SHOWN)
