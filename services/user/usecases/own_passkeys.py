"""A user's passkeys: seen, renamed, removed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from libs.chassis.clock import Clock
from services.user.domain.caller import Caller
from services.user.domain.letter_wordings import LetterPurpose
from services.user.domain.letters import notice_letter
from services.user.domain.passkey import Passkey, PasskeyNotFoundError
from services.user.domain.security_event import SecurityEvent, SecurityEventKind
from services.user.ports import Transaction, UserStore


@dataclass(frozen=True)
class OwnPasskeys:
    """Of somebody else's passkey nobody learns that it exists."""

    store: UserStore
    clock: Clock
    public_url: str

    async def all_of(self, user_id: UUID) -> Sequence[Passkey]:
        """The user's passkeys, the oldest first; at most MAX_PASSKEYS."""
        return await self.store.passkeys(user_id)

    async def rename(self, user_id: UUID, passkey_id: UUID, name: str) -> Passkey:
        """The passkey under another name. Raises PasskeyNotFoundError."""
        async with self.store.transaction() as transaction:
            renamed = replace(await self._own(transaction, user_id, passkey_id), name=name)
            await transaction.save_passkey(renamed)
        return renamed

    async def remove(self, user_id: UUID, passkey_id: UUID, caller: Caller) -> None:
        """Remove it and tell the owner; sessions it has opened go on.

        Raises PasskeyNotFoundError.
        """
        now, kind = self.clock.now(), SecurityEventKind.PASSKEY_REMOVED
        async with self.store.transaction() as transaction:
            user = await transaction.user(user_id)
            if user is None:
                raise PasskeyNotFoundError("You have no such passkey.")
            await transaction.remove_passkey(await self._own(transaction, user_id, passkey_id))
            await transaction.record(SecurityEvent(user_id, kind, now, caller.device))
            letter = notice_letter(
                LetterPurpose.PASSKEY_REMOVED,
                user,
                public_url=self.public_url,
                now=now,
                device=caller.device,
            )
            await transaction.post(letter, now)

    async def _own(self, transaction: Transaction, user_id: UUID, passkey_id: UUID) -> Passkey:
        for passkey in await transaction.passkeys(user_id):
            if passkey.passkey_id == passkey_id:
                return passkey
        raise PasskeyNotFoundError("You have no such passkey.")
