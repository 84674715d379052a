"""Brokers with certificates, a scripted system, and a plan for devices in a hurry."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cryptography import x509

from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import FieldPlan, read_claim, running_field
from devstack.devices.field_settings import FieldSettings
from devstack.devices.tests.fake_field import FIRMWARE_KEY
from devstack.devices.tests.integration.field_system import FieldSystem, running_field_system
from devstack.servers.mqtt import MosquittoServer
from devstack.servers.mqtt_claims import ClaimsMosquittoServer
from devstack.servers.process import ServerProcess
from devstack.supervisor.certificates import StackCertificates
from libs.contracts.mqtt.configuration import DeviceConfiguration
from services.device_gateway.domain.pki.authority import read_authority
from services.device_gateway.domain.pki.keys import read_key

SERIALS = [f"MG-{number}" for number in range(1, 6)]
FIRMWARE_KEY_BYTES = FIRMWARE_KEY.private_bytes_raw()
IDS = [serial.lower() for serial in SERIALS]
HASTE = FieldSettings(
    sample_every_s=0.1,
    tick_s=0.05,
    backlog_every_s=0.1,
    resend_after_s=0.5,
    ask_again_s=1.0,
    reconnect_first_s=0.05,
    reconnect_longest_s=0.5,
    boot_s=0.1,
    trial_s=0.2,
)


@dataclass(frozen=True)
class Field:
    system: FieldSystem
    plan: FieldPlan
    certificates: StackCertificates

    @asynccontextmanager
    async def devices(self, **changed: Any) -> AsyncIterator[FieldFleet]:
        async with running_field(replace(self.plan, **changed)) as fleet:
            yield fleet


@asynccontextmanager
async def running_system_of_the_field(tmp_path: Path) -> AsyncIterator[Field]:
    """Needs mosquitto."""
    certificates = StackCertificates(tmp_path / "pki", firmware_key=FIRMWARE_KEY_BYTES)
    await certificates.make()
    main = MosquittoServer(tmp_path / "main", material=certificates.material)
    claims = ClaimsMosquittoServer(tmp_path / "claims", main)
    devices = read_authority(
        x509.load_pem_x509_certificate(certificates.material.device_ca.read_bytes()),
        read_key(certificates.device_ca_key.read_bytes()),
    )
    async with AsyncExitStack() as stack:
        for server in (main, claims):
            log = tmp_path / f"{server.name}.log"
            await stack.enter_async_context(ServerProcess(server, log=log))
        system = await stack.enter_async_context(running_field_system(main.broker, devices))
        plan = FieldPlan(
            broker=f"mqtts://127.0.0.1:{main.broker.tls_port}",
            claims=f"mqtts://127.0.0.1:{main.broker.claims_port}",
            claim=read_claim(certificates.claim_certificate, certificates.claim_key),
            server_ca=certificates.material.server_ca,
            firmware_key=FIRMWARE_KEY.public_key(),
            serial_numbers=SERIALS,
            sources=[lambda at_ms: 100.0 + at_ms // 100 % 2 * 10.0] * len(SERIALS),
            state=tmp_path / "devices",
            settings=HASTE,
            configuration=DeviceConfiguration(reporting_interval_s=1, on_change_w=5.0),
        )
        yield Field(system, plan, certificates)
