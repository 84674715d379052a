"""Passwords and keys of one state folder: made once, kept in a file only its owner reads."""

import base64
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

_FILE: Final = "secrets.json"


class Secrets:
    """Made on first use; the same values as long as the state folder lives."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        try:
            self._values: dict[str, str] = json.loads(self._path.read_text())
        except FileNotFoundError:
            self._values = {}

    def of_role(self, service: str) -> str:
        """Password of a service's Postgres role."""
        return self._value(f"postgres.{service}", lambda: secrets.token_hex(32))

    def password(self, purpose: str) -> str:
        """Of a login that no service has by itself: letters and digits."""
        return self._value(f"password.{purpose}", lambda: secrets.token_hex(24))

    @property
    def gateway(self) -> str:
        """Password of the gateway at the MQTT broker."""
        return self._value("mqtt.gateway", lambda: secrets.token_hex(24))

    def key(self, purpose: str) -> str:
        """A service's key: 32 random bytes in URL-safe base64."""
        return self._value(f"key.{purpose}", _new_key)

    def key_bytes(self, purpose: str) -> bytes:
        """The 32 bytes of `key`."""
        return base64.urlsafe_b64decode(self.key(purpose))

    def key_file(self, purpose: str) -> Path:
        """A private key of the curve P-256 in PEM, in a file, for settings that name one."""
        path = self._path.with_name(f"{purpose}.pem")
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(self.pem(purpose))
        return path

    def pem(self, purpose: str) -> str:
        """What `key_file` holds."""
        return self._value(f"pem.{purpose}", _new_pem)

    def _value(self, name: str, make: Callable[[], str]) -> str:
        if name not in self._values:
            self._values[name] = make()
            self._save()
        return self._values[name]

    def _save(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self._values, file, indent=2)
        fresh.replace(self._path)


def _new_pem() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
