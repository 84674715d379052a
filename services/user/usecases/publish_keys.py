"""The public keys by which everybody verifies access tokens."""

from dataclasses import dataclass

from libs.chassis.clock import Clock
from services.user.domain.signing_key import SigningKey, published_keys
from services.user.ports import SigningKeys


@dataclass(frozen=True)
class PublishKeys:
    """All keys whose signatures count: the active one, the next, and those just retired."""

    signing_keys: SigningKeys
    clock: Clock

    async def __call__(self) -> tuple[SigningKey, ...]:
        """The keys, the oldest first."""
        return published_keys(await self.signing_keys.keys(), self.clock.now())
