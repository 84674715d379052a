"""What is kept no longer goes: removed entities after 30 days, what is counted after a day."""

from dataclasses import dataclass
from typing import Final

from libs.chassis.clock import Clock
from services.community.domain.device_proof import GUESSES_COUNT_FOR
from services.community.domain.idempotency import REMEMBERED_FOR
from services.community.domain.invitation_letter import LETTER_LASTS
from services.community.domain.mailing import COUNTED_FOR
from services.community.domain.removal import RESTORABLE_FOR
from services.community.ports import RegistryUpkeep

AT_ONCE: Final = 500
"""Rows of a kind that one round takes, so that no round is long."""


@dataclass(frozen=True, slots=True)
class RemoveOutdated:
    """Purges what nobody can restore any more and forgets old requests."""

    registry: RegistryUpkeep
    clock: Clock

    async def __call__(self) -> int:
        """How many rows are gone; at least AT_ONCE when more may wait."""
        now = self.clock.now()
        purged = await self.registry.purge_removed(
            removed_until=now - RESTORABLE_FOR, now=now, limit=AT_ONCE
        )
        forgotten = (
            await self.registry.forget_invitations(expired_until=now, limit=AT_ONCE),
            await self.registry.forget_mails(mailed_until=now - COUNTED_FOR, limit=AT_ONCE),
            await self.registry.forget_letters(due_until=now - LETTER_LASTS, limit=AT_ONCE),
            await self.registry.forget_wrong_proofs(
                made_until=now - GUESSES_COUNT_FOR, limit=AT_ONCE
            ),
            await self.registry.forget_creations(created_until=now - REMEMBERED_FOR, limit=AT_ONCE),
        )
        return purged + sum(forgotten)
