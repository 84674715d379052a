"""What a device keeps of its identity: each step is one file, there whole or not at all."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from devstack.devices.atomic_files import write_whole
from devstack.devices.identity.credentials import (
    BadCredentialsError,
    Credentials,
    new_key,
    read_credentials,
)

_HEADER: Final = re.compile(r"^(\w+): (.*)$", re.MULTILINE)
_PEM_BEGINS: Final = "-----BEGIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingIdentity:
    """A certificate nobody has connected with yet.

    `ownership_token` None: the system knows that we have it (registered, or renewed).
    """

    device_id: str
    credentials: Credentials
    ownership_token: str | None = None
    register_before: datetime | None = None


class IdentityStore(Protocol):
    """Where a device's keys and certificates are; every method's effect is there at its return."""

    @property
    def claim(self) -> Credentials | None:
        """Of the batch, until it is erased."""

    @property
    def current(self) -> Credentials | None:
        """What the device connects with; its common name is the device's id."""

    @property
    def pending(self) -> PendingIdentity | None:
        """What it will connect with next."""

    def fresh_key(self) -> str:
        """A key made for the next certificate, the same until there is one."""

    def keep_pending(self, identity: PendingIdentity) -> None:
        """Keep a new certificate, or what is newly known of it."""

    def promote(self) -> None:
        """The pending identity is the current one from now on; the claim is erased."""

    def forget_pending(self) -> None:
        """The pending certificate is of no use; nor is its key."""

    def give_up(self) -> bool:
        """Go back to the claim, as new; False where there is no claim to go back to."""


class IdentityFolder:
    """A folder a device. `claim`: what its maker put on it, and where there is no other copy.

    Files: `claim.pem`, `next.key`, `pending.pem`, `device.pem` (key, then certificates). What is
    known of a pending certificate stands in lines before the key, where TLS libraries skip it.
    """

    def __init__(self, folder: Path, claim: Credentials | None) -> None:
        """Blocking. Raises OSError, BadCredentialsError for files that are damaged."""
        self._folder = folder
        self._issued = claim
        folder.mkdir(parents=True, exist_ok=True)
        self.current = self._credentials("device.pem")
        self.pending = self._read_pending()
        if self.current is None and claim is not None and not self._path("claim.pem").exists():
            write_whole(self._path("claim.pem"), claim.pem.encode())
        if self.current is not None:
            self._erase_claim()  # it may have been the only thing left to do
        self.claim = self._credentials("claim.pem")

    def fresh_key(self) -> str:
        path = self._path("next.key")
        if not path.exists():
            write_whole(path, new_key().encode())
        return path.read_text()

    def keep_pending(self, identity: PendingIdentity) -> None:
        lines = [f"deviceId: {identity.device_id}\n"]
        if identity.ownership_token is not None:
            lines.append(f"ownershipToken: {identity.ownership_token}\n")
        if identity.register_before is not None:
            lines.append(f"registerBefore: {identity.register_before.isoformat()}\n")
        text = "".join(lines) + identity.credentials.pem
        write_whole(self._path("pending.pem"), text.encode())
        self.pending = identity

    def promote(self) -> None:
        assert self.pending is not None
        write_whole(self._path("device.pem"), self.pending.credentials.pem.encode())
        self.current, self.pending = self.pending.credentials, None
        self._path("pending.pem").unlink(missing_ok=True)
        self._path("next.key").unlink(missing_ok=True)
        self._erase_claim()

    def forget_pending(self) -> None:
        self.pending = None
        self._path("next.key").unlink(missing_ok=True)
        self._path("pending.pem").unlink(missing_ok=True)

    def give_up(self) -> bool:
        if self._issued is None:
            return False
        self.forget_pending()
        self._path("device.pem").unlink(missing_ok=True)
        self.current = None
        write_whole(self._path("claim.pem"), self._issued.pem.encode())
        self.claim = self._issued
        return True

    def _erase_claim(self) -> None:
        self._path("claim.pem").unlink(missing_ok=True)
        self.claim = None

    def _read_pending(self) -> PendingIdentity | None:
        path = self._path("pending.pem")
        if not path.exists():
            return None
        header, begin, pem = path.read_text().partition(_PEM_BEGINS)
        known = dict(_HEADER.findall(header))
        credentials = read_credentials(begin + pem)
        if credentials == self.current:  # it was promoted and not yet erased
            path.unlink()
            self._path("next.key").unlink(missing_ok=True)
            return None
        before = known.get("registerBefore")
        return PendingIdentity(
            device_id=known["deviceId"],
            credentials=credentials,
            ownership_token=known.get("ownershipToken"),
            register_before=None if before is None else datetime.fromisoformat(before),
        )

    def _credentials(self, name: str) -> Credentials | None:
        path = self._path(name)
        if not path.exists():
            return None
        try:
            return read_credentials(path.read_text())
        except BadCredentialsError as error:
            raise BadCredentialsError(f"{path}: {error}") from error

    def _path(self, name: str) -> Path:
        return self._folder / name
