"""Make the signing keys at the first start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from libs.chassis.clock import Clock
from services.user.domain.signing_key import KeyState, SigningKey, missing_states
from services.user.ports import SigningKeyStore

NewKey = Callable[[KeyState, datetime], SigningKey]


@dataclass(frozen=True)
class EnsureSigningKeys:
    """Replicas that start together make one set of keys."""

    key_store: SigningKeyStore
    new_key: NewKey
    clock: Clock

    async def __call__(self) -> int:
        """Make what is missing; how many keys were made."""
        async with self.key_store.exclusively() as transaction:
            missing = missing_states(await transaction.keys())
            for state in missing:
                await transaction.add(self.new_key(state, self.clock.now()))
        return len(missing)
