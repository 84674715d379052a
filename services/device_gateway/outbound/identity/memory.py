"""The twin of identities in Postgres, for tests."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.device_gateway.domain.identity.certificate import Certificate, CertificateState
from services.device_gateway.domain.identity.identity import Change, Happening, Identity
from services.device_gateway.domain.identity.manufacturing import (
    Batch,
    ListedDevice,
    ManufacturedDevice,
)
from services.device_gateway.domain.identity.revocation import LIST_REASONS
from services.device_gateway.domain.pki.revocation import RevokedCertificate
from services.device_gateway.domain.pki.serials import read_serial, serial_text
from services.device_gateway.ports.identity import Listing
from services.device_gateway.ports.pki import AuthorityKind, StoredRevocationList

_DEAD = (CertificateState.REVOKED, CertificateState.SUPERSEDED)


@dataclass
class _Tables:
    batches: dict[str, Batch] = field(default_factory=dict)
    devices: dict[str, ManufacturedDevice] = field(default_factory=dict)
    """By serial number."""
    certificates: dict[str, Certificate] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    lists: dict[AuthorityKind, StoredRevocationList] = field(default_factory=dict)
    happenings: list[tuple[Happening, str]] = field(default_factory=list)

    def copy(self) -> "_Tables":
        return _Tables(**{name: value.copy() for name, value in vars(self).items()})


class _PublishedLists:
    """Fulfils PublishedLists."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables

    async def current(self, authority: AuthorityKind) -> StoredRevocationList | None:
        """The published list."""
        return self._tables.lists.get(authority)

    async def has_unlisted(self, authority: AuthorityKind, now: datetime) -> bool:
        """Claims never wait."""
        return authority == "device" and any(
            each.state in _DEAD and each.not_after > now and each.serial not in self._tables.listed
            for each in self._tables.certificates.values()
        )


class MemoryIdentities(_PublishedLists):
    """Fulfils IdentityStore; one transaction at a time."""

    def __init__(self) -> None:
        super().__init__(_Tables())
        self._turn = asyncio.Lock()

    @property
    def happenings(self) -> list[tuple[Happening, str]]:
        """What the other services would have been told, with the device's id."""
        return self._tables.happenings

    @property
    def certificates(self) -> Sequence[Certificate]:
        """All there are."""
        return list(self._tables.certificates.values())

    @property
    def devices(self) -> Sequence[ManufacturedDevice]:
        """All on the list."""
        return list(self._tables.devices.values())

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryIdentityTransaction"]:
        """Its changes are seen by others after the block, or never."""
        async with self._turn:
            changed = self._tables.copy()
            yield MemoryIdentityTransaction(changed)
            self._tables = changed

    async def batches(self, limit: int) -> Sequence[Batch]:
        """The newest first."""
        found = sorted(self._tables.batches.values(), key=lambda batch: batch.batch_id)
        return sorted(found, key=lambda batch: batch.created_at, reverse=True)[:limit]

    async def certificates_of(self, device_id: str, limit: int) -> Sequence[Certificate] | None:
        """The newest first; None for a device that is not on the list."""
        if all(each.device_id != device_id for each in self.devices):
            return None
        found = [each for each in self.certificates if each.device_id == device_id]
        found.sort(key=lambda each: each.serial)
        return sorted(found, key=lambda each: each.issued_at, reverse=True)[:limit]

    async def lapsed(self, now: datetime, limit: int) -> Sequence[str]:
        """Devices with something to end."""
        found = {
            each.device_id
            for each in self.certificates
            if each.ended_at is None and not each.is_pending(now) and not each.is_active(now)
        }
        return sorted(found)[:limit]

    async def forget(self, before: datetime, limit: int) -> int:
        """How many certificates were forgotten."""
        old = [e for e in self.certificates if e.ended_at is not None and e.not_after < before]
        for each in old[:limit]:
            del self._tables.certificates[each.serial]
        return len(old[:limit])


class MemoryIdentityTransaction(_PublishedLists):
    """Fulfils IdentityTransaction."""

    async def batch(self, batch_id: str) -> Batch | None:
        return self._tables.batches.get(batch_id)

    async def batch_to_change(self, batch_id: str) -> Batch | None:
        return self._tables.batches.get(batch_id)

    async def save_batch(self, batch: Batch) -> None:
        known = self._tables.batches.get(batch.batch_id, batch)
        kept = replace(batch, name=known.name, created_at=known.created_at)
        self._tables.batches[batch.batch_id] = kept

    async def list_device(self, listed: ListedDevice, now: datetime) -> Listing:
        known = self._tables.devices.get(listed.serial_number)
        if known is not None:
            is_same = (known.device_id, known.batch_id) == (listed.device_id, listed.batch_id)
            return Listing.KNOWN if is_same else Listing.SERIAL_NUMBER_TAKEN
        if any(each.device_id == listed.device_id for each in self._tables.devices.values()):
            return Listing.DEVICE_ID_TAKEN
        self._tables.devices[listed.serial_number] = ManufacturedDevice(
            serial_number=listed.serial_number,
            device_id=listed.device_id,
            batch_id=listed.batch_id,
            imported_at=now,
        )
        return Listing.ADDED

    async def identity_of_serial(self, serial_number: str) -> Identity | None:
        return self._identity(self._tables.devices.get(serial_number))

    async def identity_of(self, device_id: str) -> Identity | None:
        found = (e for e in self._tables.devices.values() if e.device_id == device_id)
        return self._identity(next(found, None))

    async def unrevoked_of(self, batch_id: str, limit: int) -> Sequence[str]:
        found = [
            each.device_id
            for each in self._tables.devices.values()
            if each.batch_id == batch_id and each.revoked_at is None
        ]
        return sorted(found)[:limit]

    async def save(self, change: Change) -> None:
        self._tables.devices[change.device.serial_number] = change.device
        for each in change.certificates:
            self._tables.certificates[each.serial] = each
        if change.happening is not None:
            self._tables.happenings.append((change.happening, change.device.device_id))

    async def locked_list(self, authority: AuthorityKind) -> StoredRevocationList | None:
        return self._tables.lists.get(authority)

    async def revoked(
        self, authority: AuthorityKind, now: datetime
    ) -> Sequence[RevokedCertificate]:
        if authority == "claim":
            return [
                RevokedCertificate(
                    read_serial(serial), batch.revoked_at, LIST_REASONS[batch.reason]
                )
                for batch in self._tables.batches.values()
                if batch.revoked_at is not None and batch.reason is not None
                for serial in sorted(batch.claim_serials)
            ]
        return [
            RevokedCertificate(read_serial(each.serial), each.ended_at, LIST_REASONS[each.reason])
            for each in self._tables.certificates.values()
            if each.state in _DEAD and each.not_after > now
            if each.ended_at is not None and each.reason is not None
        ]

    async def save_list(
        self,
        authority: AuthorityKind,
        published: StoredRevocationList,
        named: Iterable[RevokedCertificate],
    ) -> None:
        self._tables.lists[authority] = published
        if authority == "device":
            self._tables.listed |= {serial_text(each.serial) for each in named}

    def _identity(self, device: ManufacturedDevice | None) -> Identity | None:
        if device is None:
            return None
        live = [
            each
            for each in self._tables.certificates.values()
            if each.device_id == device.device_id and each.ended_at is None
        ]
        live.sort(key=lambda each: (each.issued_at, each.serial))
        return Identity(device=device, certificates=tuple(live))
