"""The keys that sign access tokens: one signs, one is published ahead, older ones still verify."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

ACCESS_TOKEN_LIFETIME: Final = timedelta(minutes=10)
RETIRED_KEY_OVERLAP: Final = ACCESS_TOKEN_LIFETIME + timedelta(minutes=5)
"""How long a key that no longer signs is published: for its last tokens and differing clocks."""
SIGNING_PERIOD: Final = timedelta(days=30)
"""How long a key signs; the next one is published all that time, so everybody knows it by then."""


class KeyState(StrEnum):
    """A key's life, in order."""

    NEXT = "next"
    ACTIVE = "active"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 key pair. The private key is kept only encrypted."""

    key_id: str
    state: KeyState
    public_key: bytes
    sealed_private_key: bytes = field(repr=False)
    created_at: datetime
    retired_at: datetime | None = None


def public_jwk(key_id: str, public_key: bytes) -> dict[str, str]:
    """The public key as a JSON Web Key (RFC 8037 section 2)."""
    return {
        **_required_members(public_key),
        "kid": key_id,
        "use": "sig",
        "alg": "EdDSA",
    }


def key_id_of(public_key: bytes) -> str:
    """The key's name: its SHA-256 thumbprint (RFC 7638)."""
    members = json.dumps(_required_members(public_key), sort_keys=True, separators=(",", ":"))
    return _base64url(hashlib.sha256(members.encode()).digest())


def _required_members(public_key: bytes) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(public_key)}


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def missing_states(keys: Sequence[SigningKey]) -> tuple[KeyState, ...]:
    """The states in which a key must be made: one always signs and one is ready to follow."""
    present = {key.state for key in keys}
    return tuple(state for state in (KeyState.ACTIVE, KeyState.NEXT) if state not in present)


def handed_over(
    keys: Sequence[SigningKey], now: datetime, *, early: bool = False
) -> tuple[SigningKey, ...]:
    """The keys that change their state now: the one that signs retires, the next one follows it.

    The next key was made when the present one began to sign; `early`: it does not wait for its
    time. In this order at most one key is active at any time.
    """
    following = next((key for key in keys if key.state is KeyState.NEXT), None)
    if following is None or not (early or now >= following.created_at + SIGNING_PERIOD):
        return ()
    retired = replace(active_key(keys), state=KeyState.RETIRED, retired_at=now)
    return retired, replace(following, state=KeyState.ACTIVE)


def outlived_keys(keys: Sequence[SigningKey], now: datetime) -> tuple[SigningKey, ...]:
    """The keys that may be forgotten."""
    return tuple(key for key in keys if not _counts(key, now))


def retired_keys(keys: Sequence[SigningKey]) -> tuple[SigningKey, ...]:
    """The keys that sign no longer."""
    return tuple(key for key in keys if key.state is KeyState.RETIRED)


def published_keys(keys: Sequence[SigningKey], now: datetime) -> tuple[SigningKey, ...]:
    """The keys whose signatures count now."""
    return tuple(key for key in keys if _counts(key, now))


def active_key(keys: Sequence[SigningKey]) -> SigningKey:
    """The newest key that signs. Raises LookupError when there is none."""
    active = [key for key in keys if key.state is KeyState.ACTIVE]
    if not active:
        raise LookupError("there is no active signing key")
    return max(active, key=lambda key: key.created_at)


def _counts(key: SigningKey, now: datetime) -> bool:
    return key.retired_at is None or now < key.retired_at + RETIRED_KEY_OVERLAP
