"""A request to create something, sent again because its answer was lost, creates nothing more."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.community.domain.errors import IdempotencyKeyReusedError

REMEMBERED_FOR: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """The client's name for one request."""

    key: str
    fingerprint: bytes
    """Equal for equal requests: operation and content."""

    @classmethod
    def of(cls, key: str, content: bytes) -> "IdempotencyKey":
        """The name of a request whose operation and content these bytes tell."""
        return cls(key, hashlib.sha256(content).digest())


@dataclass(frozen=True, slots=True)
class KeyedCreation:
    """What a user created under a key."""

    user_id: UUID
    key: IdempotencyKey
    entity_id: UUID
    created_at: datetime

    def is_remembered(self, now: datetime) -> bool:
        """True for a day."""
        return now < self.created_at + REMEMBERED_FOR

    def check_is_of(self, key: IdempotencyKey) -> None:
        """Raises IdempotencyKeyReusedError when the key came with another request."""
        if key.fingerprint != self.key.fingerprint:
            raise IdempotencyKeyReusedError(
                "the idempotency key was used for another request; take a new key"
            )
