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
)
from services.user.ports import SigningKeyStore

NewKey = Callable[[KeyState, datetime], SigningKey]


@dataclass(frozen=True)
class RotateSigningKeys:
    """Replicas that do it at the same time do it once."""

    key_store: SigningKeyStore
    new_key: NewKey
    clock: Clock

    async def __call__(self) -> int:
        """Hand over if it is time, make what is missing, forget the outlived; how many made."""
        now = self.clock.now()
        async with self.key_store.exclusively() as transaction:
            for key in handed_over(await transaction.keys(), now):
                await transaction.save(key)
            missing = missing_states(await transaction.keys())
            for state in missing:
                await transaction.save(self.new_key(state, now))
            for key in outlived_keys(await transaction.keys(), now):
                await transaction.remove(key)
        return len(missing)
