"""Passwords as mosquitto keeps them."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Final

SALT_BYTES: Final = 12
_ROUNDS: Final = 101  # mosquitto_passwd's own number: enough for passwords that machines made


def password_hash(password: str, salt: bytes) -> str:
    """PBKDF2 with SHA-512 (`$7$`), as mosquitto_passwd writes it."""
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS)
    encoded = (base64.b64encode(part).decode() for part in (salt, digest))
    return f"$7${_ROUNDS}${'$'.join(encoded)}"


def password_file(hashes: Mapping[str, str]) -> str:
    """One line a user: its name and the hash of its password."""
    return "".join(f"{user}:{kept}\n" for user, kept in hashes.items())
