"""Authorities that live as long as a test, and revocation lists without a database."""

from datetime import datetime

from cryptography.x509 import random_serial_number

from services.device_gateway.domain.pki.keys import new_key
from services.device_gateway.domain.pki.profiles import authority
from services.device_gateway.outbound.pki.issuer import AuthorityIssuer
from services.device_gateway.ports.pki import AuthorityKind, StoredRevocationList


def issuer_in_memory(now: datetime) -> AuthorityIssuer:
    """A new device authority and a new claim authority."""
    device, claim = (
        authority(name, new_key(), now=now, serial=random_serial_number())
        for name in ("Test device CA", "Test claim CA")
    )
    return AuthorityIssuer([device], [claim])


class MemoryRevocationLists:
    """RevocationList."""

    def __init__(self) -> None:
        self._lists: dict[AuthorityKind, StoredRevocationList] = {}

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        return self._lists.get(authority)

    def publish(self, authority: AuthorityKind, stored: StoredRevocationList) -> None:
        """Serve this from now on."""
        self._lists[authority] = stored
