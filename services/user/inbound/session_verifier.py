"""Verifies this service's own access tokens, and that their session still lives."""

from dataclasses import dataclass
from typing import Any

from libs.chassis.auth import Principal, TokenVerifier
from libs.chassis.clock import Clock
from libs.chassis.errors import UnauthenticatedError
from services.user.domain.signing_key import public_jwk
from services.user.ports import UserStore
from services.user.usecases.publish_keys import PublishKeys


@dataclass(frozen=True)
class OwnKeySource:
    """The chassis' KeySource without a call over HTTP to oneself."""

    publish_keys: PublishKeys

    async def fetch(self) -> dict[str, Any]:
        """The JSON Web Key Set."""
        keys = await self.publish_keys()
        return {"keys": [public_jwk(key.key_id, key.public_key) for key in keys]}


@dataclass(frozen=True)
class SessionVerifier:
    """A TokenVerifier for which signing out counts at once."""

    signatures: TokenVerifier
    store: UserStore
    clock: Clock

    async def verify(self, token: str) -> Principal:
        """The token's principal. Raises UnauthenticatedError, also when the session has ended."""
        principal = await self.signatures.verify(token)
        if not await self.store.session_is_live(principal.session_id, self.clock.now()):
            raise UnauthenticatedError("the session has ended; sign in again")
        return principal
