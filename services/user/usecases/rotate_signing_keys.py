"""Make the signing keys at the first start, and hand over to the next one when it is time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.user.domain.signing_key import (
    KeyState,
    SigningKey,
    handed_over,
    missing_states,
    outlived_keys,
    retired_keys,
)
from services.user.ports import SigningKeyStore, SigningKeyTransaction

NewKey = Callable[[KeyState, datetime], SigningKey]


@dataclass(frozen=True)
class RotateSigningKeys:
    """Replicas that do it at the same time do it once."""

    key_store: SigningKeyStore
    new_key: NewKey
    clock: Clock

    async def __call__(self) -> int:
        """Hand over if it is time, make what is missing, forget the outlived; how many made."""
        async with self.key_store.exclusively() as transaction:
            return await self._one_round(transaction, early=False)

    async def at_once(self, *, leaked: bool) -> list[SigningKey]:
        """Hand over before it is time; the keys afterwards, the oldest first.

        `leaked`: what signed before counts no longer, instead of until its last tokens have ended.
        """
        async with self.key_store.exclusively() as transaction:
            await self._one_round(transaction, early=True)
            for key in retired_keys(await transaction.keys()) if leaked else ():
                await transaction.remove(key)
            return await transaction.keys()

    async def _one_round(self, transaction: SigningKeyTransaction, *, early: bool) -> int:
        now = self.clock.now()
        for key in handed_over(await transaction.keys(), now, early=early):
            await transaction.save(key)
        missing = missing_states(await transaction.keys())
        for state in missing:
            await transaction.save(self.new_key(state, now))
        for key in outlived_keys(await transaction.keys(), now):
            await transaction.remove(key)
        return len(missing)
