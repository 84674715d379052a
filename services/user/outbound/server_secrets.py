"""Unpredictable values from the operating system, digests with the server's key."""

import secrets
from typing import Final

from services.user.domain.keyed_digest import keyed_digest
from services.user.domain.verification import CODE_DIGITS

_TOKEN_BYTES: Final = 32


class ServerSecrets:
    """The port Secrets with a real source of randomness."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new_code(self) -> str:
        """Six digits, each code equally likely."""
        return str(secrets.randbelow(10**CODE_DIGITS)).zfill(CODE_DIGITS)

    def new_token(self) -> str:
        """256 bits as 43 URL-safe characters."""
        return secrets.token_urlsafe(_TOKEN_BYTES)

    def digest(self, purpose: str, *parts: str) -> bytes:
        """The keyed digest of the parts for this purpose."""
        return keyed_digest(self._key, purpose, *parts)
