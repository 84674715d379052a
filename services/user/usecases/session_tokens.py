"""What a client holds after signing in or refreshing."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from services.user.ports import Secrets


@dataclass(frozen=True)
class SessionTokens:
    """The pair of tokens of a session."""

    user_id: UUID
    access_token: str = field(repr=False)
    access_token_lifetime_s: int
    refresh_token: str = field(repr=False)


def refresh_token_digest(token: str) -> bytes:
    """What is kept of a refresh token. Plain SHA-256 is enough for 256 unpredictable bits."""
    return sha256(token.encode()).digest()


def successor_token(secrets: Secrets, token: str, salt: str) -> str:
    """The refresh token that follows `token`: the same one for the same question."""
    digest = secrets.digest("refresh-token-successor", token, salt)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
