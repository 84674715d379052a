"""The keys that sign access tokens, and the tokens."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.user.domain.signing_key import SigningKey


class SigningKeys(Protocol):
    """The signing keys that all replicas share."""

    async def keys(self) -> list[SigningKey]:
        """All keys, the oldest first."""
        ...


class SigningKeyStore(SigningKeys, Protocol):
    """Where they are kept."""

    def exclusively(self) -> AbstractAsyncContextManager["SigningKeyTransaction"]:
        """A transaction that no other replica is in at the same time."""
        ...


class SigningKeyTransaction(SigningKeys, Protocol):
    """Keys read and added as one."""

    async def save(self, key: SigningKey) -> None:
        """Keep a new key, or replace the state of one."""
        ...

    async def remove(self, key: SigningKey) -> None:
        """Forget a key: its signatures count no longer."""
        ...


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A signed token for `lifetime_s` seconds."""

    value: str = field(repr=False)
    lifetime_s: int


class AccessTokens(Protocol):
    """Signs what a user shows to every service."""

    async def issue(self, user_id: UUID, session_id: UUID, now: datetime) -> AccessToken:
        """A token of this session, signed by the active key."""
        ...
