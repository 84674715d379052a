"""Access tokens: JWT (RFC 7519) signed with Ed25519 (RFC 8037)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from libs.chassis.clock import Clock, IdFactory
from libs.chassis.postgres import is_transient
from libs.chassis.seal import Seal
from services.user.domain.signing_key import (
    ACCESS_TOKEN_LIFETIME,
    KeyState,
    SigningKey,
    active_key,
    key_id_of,
)
from services.user.ports import AccessToken, SigningKeys

KEYS_FRESH: Final = timedelta(seconds=30)
"""How soon every replica signs with a key that has become active."""


def new_signing_key(seal: Seal, state: KeyState, now: datetime) -> SigningKey:
    """A fresh key pair, its private key sealed."""
    private_key = Ed25519PrivateKey.generate()
    public_key = private_key.public_key().public_bytes_raw()
    key_id = key_id_of(public_key)
    sealed = seal.seal(private_key.private_bytes_raw(), context=_context(key_id))
    return SigningKey(key_id, state, public_key, sealed, now)


def _context(key_id: str) -> str:
    return f"signing key {key_id}"


class RecentKeys:
    """Keys as they were at most KEYS_FRESH ago; older ones serve on while the store is away."""

    def __init__(self, store: SigningKeys, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._keys: list[SigningKey] = []
        self._read_at: datetime | None = None

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        now = self._clock.now()
        if self._read_at is None or now - self._read_at > KEYS_FRESH:
            try:
                self._keys = await self._store.keys()
            except Exception as error:
                if not self._keys or not is_transient(error):
                    raise
            else:
                self._read_at = now
        return self._keys


class JwtAccessTokens:
    """The port AccessTokens."""

    def __init__(
        self, keys: SigningKeys, seal: Seal, ids: IdFactory, *, issuer: str, audience: str
    ) -> None:
        self._keys = keys
        self._seal = seal
        self._ids = ids
        self._issuer = issuer
        self._audience = audience
        self._private_keys: dict[str, Ed25519PrivateKey] = {}

    async def open(self) -> None:
        """Open the active key now, so that a wrong key_encryption_key shows at the start.

        Raises SealBrokenError.
        """
        self._private_key(active_key(await self._keys.keys()))

    async def issue(self, user_id: UUID, session_id: UUID, now: datetime) -> AccessToken:
        """A token of this session. Raises SealBrokenError when the key is not ours to open."""
        key = active_key(await self._keys.keys())
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(user_id),
            "sid": str(session_id),
            "jti": str(self._ids.new_id()),
            "iat": now,
            "exp": now + ACCESS_TOKEN_LIFETIME,
        }
        value = jwt.encode(
            claims, self._private_key(key), algorithm="EdDSA", headers={"kid": key.key_id}
        )
        return AccessToken(value, int(ACCESS_TOKEN_LIFETIME.total_seconds()))

    def _private_key(self, key: SigningKey) -> Ed25519PrivateKey:
        if key.key_id not in self._private_keys:
            raw = self._seal.unseal(key.sealed_private_key, context=_context(key.key_id))
            self._private_keys = {key.key_id: Ed25519PrivateKey.from_private_bytes(raw)}
        return self._private_keys[key.key_id]
