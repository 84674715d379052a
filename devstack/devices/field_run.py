"""A fleet in the field from a plan: what tests, the demo, benchmarks and the commands enter."""

import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.devices.field_device import FieldDevice
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_settings import FieldSettings
from devstack.devices.field_tally import FieldCounters
from devstack.devices.firmware.download import HttpImages, http_images
from devstack.devices.firmware.update import Bootloader
from devstack.devices.identity.credentials import (
    BadCredentialsError,
    Credentials,
    credentials_of,
)
from devstack.devices.identity.provisioning import ProvisioningLine
from devstack.devices.identity.store import IdentityFolder
from devstack.devices.lines import Lines, broker_address, resolved
from devstack.devices.link import Dialer
from devstack.devices.memory import MemoryFile
from devstack.devices.reporting.meter import PowerSource
from devstack.devices.settings import FleetError
from devstack.devices.surroundings import Call, Surroundings
from devstack.devices.tally import LatencyReservoir
from devstack.devices.tls import client_context
from libs.contracts.mqtt.configuration import DeviceConfiguration

_MS_PER_S = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPlan:
    """`broker`: `mqtts://host:port`, or `mqtt://...` where devices need no certificate.

    `claims`: the listener for those that have a claim only. `sources`: a device each.
    """

    broker: str
    serial_numbers: Sequence[str]
    sources: Sequence[PowerSource]
    state: Path
    claims: str | None = None
    claim: Credentials | None = None
    server_ca: Path | None = None
    firmware_key: Ed25519PublicKey | None = None
    settings: FieldSettings = field(default_factory=FieldSettings)
    conduct: Callable[[str], Conduct] = lambda _serial_number: ORDERLY
    configuration: DeviceConfiguration = field(default_factory=DeviceConfiguration)


def read_claim(certificate: Path, key: Path) -> Credentials:
    """A batch's claim. Raises FleetError."""
    try:
        return credentials_of(key.read_text(), certificate.read_text())
    except (OSError, BadCredentialsError, ValueError) as error:
        raise FleetError(f"the claim cannot be used: {error}") from error


@asynccontextmanager
async def running_field(plan: FieldPlan) -> AsyncIterator[FieldFleet]:
    """Devices with power for as long as the body lasts. Raises FleetError."""
    async with AsyncExitStack() as stack:
        images = None
        if plan.server_ca is not None:
            context = _context_of(plan.server_ca)
            images = await stack.enter_async_context(http_images(context))
        counters = FieldCounters()
        maker = await _maker(plan, images, counters)
        devices = [
            maker.device(serial_number, source)
            for serial_number, source in zip(plan.serial_numbers, plan.sources, strict=True)
        ]
        yield await stack.enter_async_context(FieldFleet(devices, counters))


def _context_of(server_ca: Path) -> ssl.SSLContext:
    try:
        return client_context(server_ca)
    except OSError as error:
        raise FleetError(f"{server_ca} holds no authority: {error}") from error


async def _lines(plan: FieldPlan, url: str, took: LatencyReservoir) -> Lines:
    address = broker_address(url)
    return Lines(
        address,
        ip=await resolved(address),
        server_ca=plan.server_ca,
        keepalive_s=plan.settings.keepalive_s,
        timeout_s=plan.settings.connect_timeout_s,
        took=took,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    plan: FieldPlan
    secured: bool
    dial: Callable[[Call], Dialer]
    claims: ProvisioningLine | None
    bootloader: Bootloader
    counters: FieldCounters

    def device(self, serial_number: str, source: PowerSource) -> FieldDevice:
        plan = self.plan
        folder = plan.state / serial_number
        try:
            identity = IdentityFolder(folder, plan.claim) if self.secured else None
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, BadCredentialsError) as error:
            raise FleetError(f"the state of {serial_number} cannot be used: {error}") from error
        if identity is not None and not (identity.current or identity.pending or identity.claim):
            raise FleetError(f"{serial_number} has neither an identity nor a claim certificate")
        return FieldDevice(
            serial_number,
            Surroundings(
                dial=self.dial,
                memory=MemoryFile(folder / "memory.json"),
                source=source,
                now_ms=_now_ms,
                bootloader=self.bootloader,
                identity=identity,
                claims=self.claims,
            ),
            settings=plan.settings,
            counters=self.counters,
            conduct=plan.conduct(serial_number),
            configuration=plan.configuration,
        )


async def _maker(plan: FieldPlan, images: HttpImages | None, counters: FieldCounters) -> _Maker:
    lines = await _lines(plan, plan.broker, counters.connecting)
    claims = None
    if plan.claims is not None and plan.claim is not None:
        to_claims = await _lines(plan, plan.claims, counters.connecting)
        claims = ProvisioningLine(dial=to_claims.of_claim, ask_again_s=plan.settings.ask_again_s)
    return _Maker(
        plan=plan,
        secured=broker_address(plan.broker).secured,
        dial=lines.of_device,
        claims=claims,
        bootloader=Bootloader(
            hardware=plan.settings.hardware, key=plan.firmware_key, images=images
        ),
        counters=counters,
    )


def _now_ms() -> float:
    return time.time() * _MS_PER_S
