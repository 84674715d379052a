"""Devices in the field on fake links: the test, or a scripted system, is the other end."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.devices.field_device import FieldDevice
from devstack.devices.field_settings import FieldSettings
from devstack.devices.field_tally import FieldCounters
from devstack.devices.firmware.download import Images
from devstack.devices.firmware.update import Bootloader
from devstack.devices.identity.credentials import Credentials, credentials_of, new_key
from devstack.devices.identity.provisioning import ProvisioningLine
from devstack.devices.identity.store import IdentityFolder
from devstack.devices.link import Dialer, Ears, Link, LinkLostError
from devstack.devices.memory import MemoryFile
from devstack.devices.surroundings import Call, Surroundings
from devstack.devices.tests.fake_network import FakeLink, Publication, settle
from devstack.recordings.recording import from_ms, to_ms
from services.device_gateway.domain.pki.authority import certificate_pem
from services.device_gateway.domain.pki.issuing import IssuedCertificate, issue_device_certificate
from services.device_gateway.domain.pki.keys import new_key as authority_key
from services.device_gateway.domain.pki.keys import read_key
from services.device_gateway.domain.pki.profiles import authority, claim_certificate

BEGIN = datetime.now(UTC).replace(microsecond=0)
SERIAL = "MG-1"
DEVICE_ID = "meter-1"
CLAIM_ID = "batch-1"
_AUTHORITY = authority("devices", authority_key(), now=BEGIN, serial=1)
FIRMWARE_KEY = Ed25519PrivateKey.generate()


def now_ms() -> float:
    """Virtual time from BEGIN on."""
    return to_ms(BEGIN) + asyncio.get_running_loop().time() * 1000.0


def now() -> datetime:
    return from_ms(int(now_ms()))


def issue(csr: str, *, serial: int = 7, at: datetime = BEGIN) -> str:
    issued = issue_device_certificate(
        _AUTHORITY, csr, device_id=DEVICE_ID, now=at, serial=serial << 64
    )
    assert isinstance(issued, IssuedCertificate)
    return issued.certificate_pem


def claim() -> Credentials:
    key_pem = new_key()
    certificate = claim_certificate(
        _AUTHORITY,
        read_key(key_pem.encode()).public_key(),
        claim_id=CLAIM_ID,
        now=BEGIN,
        serial=2 << 64,
    )
    return credentials_of(key_pem, certificate_pem(certificate))


CLAIM = claim()


class _Dialer:
    def __init__(self, network: "FieldNetwork", call: Call | str) -> None:
        self._network = network
        self._call = call

    @asynccontextmanager
    async def connect(self, ears: Ears) -> AsyncIterator[Link]:
        network = self._network
        network.calls.append(self._call)
        if network.refuses(self._call):
            raise LinkLostError("refused")
        link = FakeLink(ears)
        links = network.claim_links if isinstance(self._call, str) else network.links
        links.append(link)
        link.hears = lambda published: network.hears(link, published)
        yield link
        link.leave()


class FieldNetwork:
    """`calls`: a Call for each connection, a claim's session as its name."""

    def __init__(self) -> None:
        self.calls: list[Call | str] = []
        self.links: list[FakeLink] = []
        self.claim_links: list[FakeLink] = []
        self.refuses: Callable[[Call | str], bool] = lambda _call: False
        self.hears: Callable[[FakeLink, Publication], None] = lambda _link, _published: None

    @property
    def link(self) -> FakeLink:
        return self.links[-1]

    @property
    def published(self) -> list[Publication]:
        return [one for link in self.links for one in link.published]

    def said(self, kind: str) -> list[Any]:
        """Bodies of the device's reports of one kind."""
        return [one.body for one in self.published if one.topic == f"report/{DEVICE_ID}/{kind}"]

    def readings(self) -> list[dict[str, Any]]:
        """As they came, batches taken apart."""
        bodies = [one.body for one in self.published if one.topic.startswith("energy-data/")]
        return [
            reading for body in bodies for reading in (body if isinstance(body, list) else [body])
        ]

    def dial(self, call: Call) -> Dialer:
        return _Dialer(self, call)

    def dial_claim(self, _claim: Credentials, session: str, _topic: str) -> Dialer:
        return _Dialer(self, session)


@dataclass
class GoodSystem:
    """Provisions, and acknowledges all; `stands_still` at a step ("certificate", "readings"...)."""

    network: FieldNetwork
    stands_still: set[str] = field(default_factory=set)
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Readings by number, as they last came."""
    issued_at: datetime = BEGIN
    """When it signs certificates."""

    def __call__(self, link: FakeLink, published: Publication) -> None:
        if not link.is_open:
            return
        link.confirm([published])
        kind = published.topic.rpartition("/")[2]
        if published.topic.startswith("energy-data/"):
            self._take_readings(link, published.body)
        elif kind in self.stands_still:
            return
        elif published.topic.startswith("provision/"):
            self._provision(link, kind, published.body)

    def _take_readings(self, link: FakeLink, body: Any) -> None:
        if "readings" in self.stands_still:
            return
        readings = body if isinstance(body, list) else [body]
        self.seen |= {reading["sequence"]: reading for reading in readings}
        link.tell({"acknowledged": [reading["sequence"] for reading in readings]})

    def _provision(self, link: FakeLink, kind: str, body: dict[str, Any]) -> None:
        assert body["serialNumber"] == SERIAL
        if kind == "registration":
            assert body["ownershipToken"] == "token"
            link.tell({"deviceId": DEVICE_ID}, "registration")
            return
        answer = {
            "deviceId": DEVICE_ID,
            "certificate": issue(body["csr"], at=self.issued_at),
            "ownershipToken": "token",
            "registerBefore": (BEGIN + timedelta(hours=1)).isoformat(),
        }
        link.tell(answer, "certificate")


@dataclass
class FieldStage:
    """A device and its folder; `power_on` again after the process died."""

    folder: Path
    network: FieldNetwork = field(default_factory=FieldNetwork)
    conduct: Conduct = ORDERLY
    settings: FieldSettings = field(default_factory=FieldSettings)
    images: Images | None = None
    power_w: Callable[[float], float] = lambda _at_ms: 100.0
    counters: FieldCounters = field(default_factory=FieldCounters)
    system: GoodSystem = field(init=False)
    device: FieldDevice = field(init=False)
    identity: IdentityFolder = field(init=False)

    def __post_init__(self) -> None:
        self.system = GoodSystem(self.network)
        self.network.hears = self.system

    @asynccontextmanager
    async def power_on(self, *, dies: bool = False) -> AsyncIterator["FieldStage"]:
        """`dies`: nothing is written down at the end, as after kill -9."""
        self.identity = IdentityFolder(self.folder, CLAIM)
        self.device = FieldDevice(
            SERIAL,
            Surroundings(
                dial=self.network.dial,
                memory=MemoryFile(self.folder / "memory.json"),
                source=self.power_w,
                now_ms=now_ms,
                bootloader=Bootloader(
                    hardware="sim-1", key=FIRMWARE_KEY.public_key(), images=self.images
                ),
                identity=self.identity,
                claims=ProvisioningLine(dial=self.network.dial_claim),
            ),
            settings=self.settings,
            counters=self.counters,
            conduct=self.conduct,
        )
        running = asyncio.create_task(self.device.run())
        try:
            await settle()
            yield self
        finally:
            running.cancel()
            await asyncio.wait([running])
            if not running.cancelled():
                running.result()
            if not dies:
                self.device.switch_off()


def offer(update_id: UUID, version: str, image: bytes, sha256: str, **more: Any) -> dict[str, Any]:
    """FirmwareOffered as the system says it, signed."""
    hardware = more.pop("hardware", "sim-1")
    statement = f"meriggio-firmware:{hardware}:{version}:{len(image)}:{sha256}"
    signature = FIRMWARE_KEY.sign(statement.encode())
    said = {
        "updateId": str(update_id),
        "version": version,
        "hardware": hardware,
        "sizeBytes": len(image),
        "sha256": sha256,
        "signature": base64.b64encode(signature).decode(),
        "url": "https://system/image",
    }
    offer: dict[str, Any] = msgspec.to_builtins({**said, **more})
    return offer


def refuse_future(stage: FieldStage) -> None:
    """As the gateway does: two minutes ahead and no more."""

    def hears(link: Any, published: Any) -> None:
        if not published.topic.startswith("energy-data/"):
            stage.system(link, published)
            return
        readings = published.body if isinstance(published.body, list) else [published.body]
        limit = (now() + timedelta(seconds=120)).isoformat()
        good = [one for one in readings if one["timestamp"] <= limit]
        stage.system.seen |= {one["sequence"]: one for one in good}
        link.tell(
            {
                "acknowledged": [one["sequence"] for one in good],
                "refused": [
                    {"sequence": one["sequence"], "reason": "future_timestamp"}
                    for one in readings
                    if one not in good
                ],
                "time": now().isoformat(),
            }
        )

    stage.network.hears = hears
