"""The room `identity` on a store of choice, with a clock the test moves, and devices that ask."""

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from libs.chassis.request_pace import RequestPace
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.identity.certificate import Certificate, EndReason
from services.device_gateway.domain.identity.manufacturing import listed_device
from services.device_gateway.domain.identity.provisioning import Claim
from services.device_gateway.domain.identity.refusal import ProvisioningRefusal
from services.device_gateway.domain.pki.keys import key_pem, new_key
from services.device_gateway.domain.pki.published_list import PublishedList, read_signed_list
from services.device_gateway.domain.pki.registration import registration_statement
from services.device_gateway.inbound.mqtt.identity import (
    CertificateRequestHandler,
    RegistrationHandler,
    RenewalHandler,
    StatusHandler,
)
from services.device_gateway.inbound.mqtt.report import Report
from services.device_gateway.outbound.identity.memory import MemoryIdentities
from services.device_gateway.outbound.pki.issuer import AuthorityIssuer
from services.device_gateway.outbound.pki.memory import issuer_in_memory
from services.device_gateway.ports.identity import IdentityStore, Listing
from services.device_gateway.ports.pki import AuthorityKind
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.pki.samples import csr
from services.device_gateway.usecases.identity.batches import AddBatch, ListDevices, RevokeBatch
from services.device_gateway.usecases.identity.claim_pace import ClaimPace
from services.device_gateway.usecases.identity.end_lapsed import EndLapsed
from services.device_gateway.usecases.identity.publish_revocations import PublishRevocations
from services.device_gateway.usecases.identity.register_device import RegisterDevice
from services.device_gateway.usecases.identity.renew_certificate import (
    NoteShownCertificate,
    RenewCertificate,
)
from services.device_gateway.usecases.identity.request_certificate import (
    Offered,
    RequestCertificate,
)
from services.device_gateway.usecases.identity.revoke_device import (
    AllowEarlyRenewal,
    ReleaseDevice,
    RevokeDevice,
)
from services.device_gateway.usecases.identity.save_change import SaveChange

BATCH = "batch-1"
SESSION = "claim-7f3a"
_SECRET = b"s" * 32


@cache
def issuer() -> AuthorityIssuer:
    return issuer_in_memory(NOW)


class Key:
    """A key that a device has made, and what it makes with it."""

    def __init__(self) -> None:
        self._key = new_key()
        self.csr = csr(self._key)

    @property
    def pem(self) -> bytes:
        return key_pem(self._key)

    def signature(self, serial_number: str, ownership_token: str) -> bytes:
        statement = registration_statement(serial_number, ownership_token)
        return self._key.sign(statement, ec.ECDSA(hashes.SHA256()))


class _AllRenewals:
    """The projection of who awaits a renewal, always as new as the database."""

    def is_awaited(self, device_id: str, serial: str) -> bool:
        return True


@dataclass
class World:
    """Use cases, and the moves of devices and operators."""

    store: IdentityStore = field(default_factory=MemoryIdentities)
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    issuer: AuthorityIssuer = field(default_factory=issuer)
    burst: float = 1e6

    def __post_init__(self) -> None:
        store, clock = self.store, self.clock
        self.publish = PublishRevocations(store, self.issuer, clock)
        save = SaveChange(self.publish)
        pace = ClaimPace(
            per_claim=RequestPace(clock, burst=self.burst, per_s=0.1),
            per_serial_number=RequestPace(clock, burst=self.burst, per_s=0.1),
        )
        self.request = RequestCertificate(store, self.issuer, pace, clock, ownership_secret=_SECRET)
        self.register = RegisterDevice(
            store, self.issuer, pace, save, clock, ownership_secret=_SECRET
        )
        renewal_pace = RequestPace(clock, burst=self.burst, per_s=0.1)
        self.renew = RenewCertificate(store, self.issuer, renewal_pace, clock)
        self.show = NoteShownCertificate(store, _AllRenewals(), clock)
        self.end_lapsed = EndLapsed(store, save, clock)
        self.add_batch = AddBatch(store, self.publish, clock)
        self.list_devices = ListDevices(store, clock)
        self.revoke_batch = RevokeBatch(store, self.publish, save, clock)
        self.revoke_device = RevokeDevice(store, save, clock)
        self.release_device = ReleaseDevice(store, save, clock)
        self.allow_early_renewal = AllowEarlyRenewal(store)

    def now(self) -> datetime:
        return self.clock.now()

    async def list_serials(self, *serials: str, batch: str = BATCH) -> list[Listing]:
        """Batch and rows, as the factory delivers them."""
        await self.add_batch(batch, "", frozenset({"c1a1"}))
        return await self.list_devices([listed_device(each, batch, None) for each in serials])

    async def asks(
        self, serial: str, key: Key, claim: str = BATCH
    ) -> Offered | ProvisioningRefusal:
        return await self.request(Claim(claim_id=claim, serial_number=serial), key.csr)

    async def gets(self, serial: str, key: Key, claim: str = BATCH) -> Offered:
        answer = await self.asks(serial, key, claim)
        assert isinstance(answer, Offered), answer
        return answer

    async def registers(
        self, serial: str, key: Key, token: str, claim: str = BATCH
    ) -> str | ProvisioningRefusal:
        return await self.register(
            Claim(claim_id=claim, serial_number=serial),
            ownership_token=token,
            signature=key.signature(serial, token),
        )

    async def provisioned(self, serial: str, key: Key, claim: str = BATCH) -> Certificate:
        """The device's first certificate, registered."""
        offered = await self.gets(serial, key, claim)
        registered = await self.registers(serial, key, offered.ownership_token, claim)
        assert registered == offered.certificate.device_id, registered
        return offered.certificate

    async def renewed(self, device_id: str, key: Key) -> Certificate:
        answer = await self.renew(device_id, key.csr)
        assert isinstance(answer, Certificate), answer
        return answer

    async def certificates(self, device_id: str) -> dict[str, Certificate]:
        """All of the device, by serial."""
        found = await self.store.certificates_of(device_id, 200)
        return {each.serial: each for each in found or ()}

    async def states(self, device_id: str) -> list[str]:
        """Of its certificates, the oldest first."""
        return [each.state for each in reversed((await self.certificates(device_id)).values())]

    async def named(self, authority: AuthorityKind = "device") -> set[str]:
        """Serials in the published list, whose signature is looked at."""
        return {f"{serial:x}" for serial in (await self.published(authority)).serials}

    async def published(self, authority: AuthorityKind = "device") -> PublishedList:
        stored = await self.store.current(authority)
        assert stored is not None
        signers = self.issuer.device if authority == "device" else self.issuer.claim
        return read_signed_list(stored.pem, [each.certificate for each in signers])

    async def revokes(self, device_id: str, reason: EndReason = EndReason.STOLEN) -> None:
        await self.revoke_device(device_id, reason)


def code_of(answer: object) -> str:
    """The code of a refusal; fails for an answer that is none."""
    assert isinstance(answer, ProvisioningRefusal), answer
    return answer.code.value


class Desk:
    """The handlers of MQTT on a world: payloads in, answers out."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.certificate = CertificateRequestHandler(world.request)
        self.registration = RegistrationHandler(world.register)
        self.renewal = RenewalHandler(world.renew)
        self.status = StatusHandler(world.show)

    async def tell(self, kind: str, payload: bytes) -> tuple[str, dict[str, Any]]:
        """With the claim; topic and content of the one answer."""
        handler = self.certificate if kind == "certificate" else self.registration
        report = Report(BATCH, kind, payload, self._world.now(), SESSION)
        return only(await handler(report))

    async def renews(self, device_id: str, payload: bytes) -> tuple[str, dict[str, Any]]:
        """With the device's own certificate."""
        report = Report(device_id, "certificate", payload, self._world.now())
        return only(await self.renewal(report))

    async def reports(self, device_id: str, **status: object) -> None:
        """A status."""
        body = json.dumps({"state": "online", "connection": 1} | status).encode()
        assert not await self.status(Report(device_id, "status", body, self._world.now()))


def only(notes: Sequence[tuple[str, bytes]]) -> tuple[str, dict[str, Any]]:
    """The one note, decoded."""
    ((topic, payload),) = notes
    content: dict[str, Any] = json.loads(payload)
    return topic, content


def request_payload(serial: str, key: Key) -> bytes:
    return json.dumps({"serialNumber": serial, "csr": key.csr}).encode()


def registration_payload(serial: str, key: Key, token: str) -> bytes:
    signature = base64.b64encode(key.signature(serial, token)).decode()
    body = {"serialNumber": serial, "ownershipToken": token, "signature": signature}
    return json.dumps(body).encode()


def run(work: Any) -> Any:
    """A coroutine, from a test that is none."""
    return asyncio.run(work)
