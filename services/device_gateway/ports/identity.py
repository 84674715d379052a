"""What provisioning, renewal and revocation need from outside."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.device_gateway.domain.identity.certificate import Certificate
from services.device_gateway.domain.identity.identity import Change, Identity
from services.device_gateway.domain.identity.manufacturing import Batch, ListedDevice
from services.device_gateway.domain.pki.revocation import RevokedCertificate
from services.device_gateway.ports.pki import AuthorityKind, StoredRevocationList


class Listing(StrEnum):
    """What became of a row of the manufacturing list."""

    ADDED = "added"
    KNOWN = "known"
    SERIAL_NUMBER_TAKEN = "serial_number_taken"
    """By a device of another id or batch."""
    DEVICE_ID_TAKEN = "device_id_taken"


class PublishedLists(Protocol):
    """What is published of revocations."""

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """The published revocation list; None before the first."""
        ...

    async def has_unlisted(self, authority: AuthorityKind, now: datetime) -> bool:
        """Whether something is revoked that the published list does not name."""
        ...


class IdentityTransaction(PublishedLists, Protocol):
    """Everything that is read, decided and stored as one. Leaving it by an exception undoes it.

    Locked in this order: batch, device, revocation list.
    """

    async def batch(self, batch_id: str) -> Batch | None:
        """The batch, which does not change until the transaction ends."""
        ...

    async def batch_to_change(self, batch_id: str) -> Batch | None:
        """The batch, locked."""
        ...

    async def save_batch(self, batch: Batch) -> None:
        """Add the batch or replace its state."""
        ...

    async def list_device(self, listed: ListedDevice, now: datetime) -> Listing:
        """Add a row to the manufacturing list, unless it contradicts another."""
        ...

    async def identity_of_serial(self, serial_number: str) -> Identity | None:
        """A device of the list with its live certificates, locked."""
        ...

    async def identity_of(self, device_id: str) -> Identity | None:
        """The same, by the device's id."""
        ...

    async def unrevoked_of(self, batch_id: str, limit: int) -> Sequence[str]:
        """Ids of devices of the batch that are not revoked."""
        ...

    async def save(self, change: Change) -> None:
        """Store a change; every replica learns of it, and the other services of its happening."""
        ...

    async def locked_list(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """The published revocation list, locked even before there is one."""
        ...

    async def revoked(
        self, authority: AuthorityKind, now: datetime
    ) -> Sequence[RevokedCertificate]:
        """What a list of that moment has to name."""
        ...

    async def save_list(
        self,
        authority: AuthorityKind,
        published: StoredRevocationList,
        named: Iterable[RevokedCertificate],
    ) -> None:
        """Publish a list that names these."""
        ...


class IdentityStore(PublishedLists, Protocol):
    """Batches, the manufacturing list, certificates, revocation lists."""

    def transaction(self) -> AbstractAsyncContextManager[IdentityTransaction]:
        """One transaction, committed at the end of the block."""
        ...

    async def batches(self, limit: int) -> Sequence[Batch]:
        """The newest first."""
        ...

    async def certificates_of(self, device_id: str, limit: int) -> Sequence[Certificate] | None:
        """Of a device on the list, also ended ones, the newest first; None: it is not on it."""
        ...

    async def lapsed(self, now: datetime, limit: int) -> Sequence[str]:
        """Ids of devices with certificates whose time is over and that are not marked so."""
        ...

    async def forget(self, before: datetime, limit: int) -> int:
        """Forget certificates whose time was over before then; how many."""
        ...


class RenewalsUnderWay(Protocol):
    """In memory, as last heard from the database."""

    def is_awaited(self, device_id: str, serial: str) -> bool:
        """Whether that certificate was issued as the device's next one and not seen in use."""
        ...
