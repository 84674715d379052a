"""Invitations that wait for the caller."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.invitation import InvitationInSight
from services.community.ports import People, Registry

MAX_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ListUserInvitations:
    """Shows what waits for the address that the caller has confirmed."""

    registry: Registry
    clock: Clock
    people: People | None

    async def __call__(self, caller: UUID) -> Sequence[InvitationInSight]:
        """The newest first, at most MAX_SHOWN; none while the caller's address is unknown."""
        person = self.people.of_user(caller) if self.people else None
        if person is None:
            return ()
        now = self.clock.now()
        return await self.registry.invitations_for(person.address, now, limit=MAX_SHOWN)
