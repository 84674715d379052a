"""A user service's keys and tokens, for tests of the services that only verify."""

import json
from collections.abc import Container
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from libs.chassis.auth import JwksTokenVerifier, TokenVerifier

ISSUER: Final = "meriggio"
AUDIENCE: Final = "meriggio"


class TestIssuer:
    """Signs tokens as the user service does."""

    __test__ = False  # not a test case, whatever its name suggests to pytest

    def __init__(self, *, key_id: str = "test-key") -> None:
        self._key = Ed25519PrivateKey.generate()
        self._key_id = key_id

    def token(
        self,
        user_id: UUID,
        *,
        session_id: UUID | None = None,
        expires_in_s: float = 600,
        **claims: Any,
    ) -> str:
        """A signed access token; `claims` replace or, when None, remove standard claims."""
        now = datetime.now(UTC)
        payload = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "sid": str(session_id or uuid4()),
            "jti": uuid4().hex,
            "iat": now,
            "exp": now + timedelta(seconds=expires_in_s),
            **claims,
        }
        kept = {name: value for name, value in payload.items() if value is not None}
        return jwt.encode(kept, self._key, algorithm="EdDSA", headers={"kid": self._key_id})

    def headers(self, user_id: UUID) -> dict[str, str]:
        """The Authorization header of a signed-in user."""
        return {"Authorization": f"Bearer {self.token(user_id)}"}

    def jwks(self) -> dict[str, Any]:
        """The public key set."""
        key = json.loads(OKPAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": "EdDSA"}]}

    async def fetch(self) -> dict[str, Any]:
        """The public key set, as a libs.chassis.auth.KeySource gives it."""
        return self.jwks()

    def verifier(self, ended: Container[UUID] = frozenset()) -> TokenVerifier:
        """A verifier that knows this issuer, and refuses the tokens of `ended` sessions."""
        return JwksTokenVerifier(self, issuer=ISSUER, audience=AUDIENCE, ended=ended)
