"""Devices in the field on real mosquittos with mutual TLS, against a scripted system (NF11)."""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography import x509

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.field_device import FieldDevice
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import FieldPlan, read_claim, running_field
from devstack.devices.field_settings import FieldSettings
from devstack.devices.tests.fake_field import FIRMWARE_KEY, offer
from devstack.devices.tests.integration.field_system import FieldSystem, running_field_system
from devstack.devices.tests.integration.image_server import image_server
from devstack.servers.mqtt import MosquittoServer, find_mosquitto
from devstack.servers.mqtt_claims import ClaimsMosquittoServer
from devstack.servers.process import ServerProcess
from devstack.supervisor.certificates import StackCertificates
from libs.chassis.testing.eventually import eventually
from libs.contracts.mqtt.configuration import DeviceConfiguration
from services.device_gateway.domain.pki.authority import read_authority
from services.device_gateway.domain.pki.keys import read_key

_SERIALS = [f"MG-{number}" for number in range(1, 6)]
_FIRMWARE_KEY = FIRMWARE_KEY.private_bytes_raw()
_IDS = [serial.lower() for serial in _SERIALS]
_HASTE = FieldSettings(
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


@pytest.fixture
async def field(tmp_path: Path) -> AsyncIterator[Field]:
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    certificates = StackCertificates(tmp_path / "pki", firmware_key=_FIRMWARE_KEY)
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
            serial_numbers=_SERIALS,
            sources=[lambda at_ms: 100.0 + at_ms // 100 % 2 * 10.0] * len(_SERIALS),
            state=tmp_path / "devices",
            settings=_HASTE,
            configuration=DeviceConfiguration(reporting_interval_s=1, on_change_w=5.0),
        )
        yield Field(system, plan, certificates)


async def are_connected(fleet: FieldFleet) -> None:
    await eventually(lambda: fleet.counters.connected == len(fleet.devices), timeout_s=20)


def all_of(fleet: FieldFleet, holds: Callable[[FieldDevice], bool]) -> Callable[[], bool]:
    return lambda: all(holds(device) for device in fleet.devices)


async def test_from_the_claim_over_readings_to_the_next_run(field: Field) -> None:
    async with field.devices() as fleet:
        await are_connected(fleet)
        assert fleet.counters.provisioned == len(_SERIALS)
        assert [device.device_id for device in fleet.devices] == _IDS
        await eventually(lambda: fleet.counters.acknowledged >= 2 * len(_SERIALS), timeout_s=20)
        assert not list(field.plan.state.glob("*/claim.pem")), "the claim is erased"
        for device in fleet.devices:
            assert device.session.renewal is not None
            device.session.renewal.want()
        await eventually(lambda: fleet.counters.renewed == len(_SERIALS), timeout_s=20)
        await are_connected(fleet)
    async with field.devices(claim=None, claims=None) as fleet:
        await are_connected(fleet)
        assert fleet.counters.provisioned == 0, "an identity outlives its process"
        await eventually(
            lambda: all(field.system.newest(one).get("connection") == 3 for one in _IDS)
        )
    for device_id in _IDS:
        certificates = {
            one["certificateSerial"]
            for one in field.system.reports[device_id, "status"]
            if "certificateSerial" in one
        }
        assert len(certificates) == 2


async def test_configuration_command_and_resend(field: Field) -> None:
    system, [device_id, *_] = field.system, _IDS
    async with field.devices() as fleet:
        await are_connected(fleet)
        calibration = {"offsetW": 900.0}
        await system.tell(
            device_id,
            "configuration",
            {"version": 1, "configuration": {"reportingIntervalS": 1, "calibration": calibration}},
        )
        await eventually(lambda: system.newest(device_id, "configuration").get("version") == 1)
        await eventually(
            lambda: any(one["energyValue"] >= 1000.0 for one in system.readings[device_id].values())
        )
        expires_at = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
        command_id = str(uuid4())
        command = {"commandId": command_id, "kind": "reboot", "expiresAt": expires_at}
        await system.tell(device_id, "command", command)
        await eventually(
            lambda: (
                system.newest(device_id, "command")
                == {"commandId": command_id, "outcome": "done", "detail": ""}
            )
        )
        assert {"state": "offline", "connection": 1} in system.reports[device_id, "status"], (
            "the broker spoke the last will"
        )
        del system.readings[device_id][0]
        await system.tell(device_id, "resend", {"ranges": [{"first": 0, "last": 0}]})
        await eventually(lambda: 0 in system.readings[device_id], timeout_s=20)


async def test_an_update_over_https_that_breaks_off(field: Field) -> None:
    image = bytes(range(256)) * 2000
    sha256 = hashlib.sha256(image).hexdigest()
    fates = {"MG-2": Conduct(firmware_fate="rolled_back")}
    material = field.certificates.material
    async with (
        image_server(image, material.server_certificate, material.server_key) as images,
        field.devices(conduct=lambda serial: fates.get(serial, ORDERLY)) as fleet,
    ):
        await are_connected(fleet)
        for device_id in _IDS[:2]:
            said = offer(uuid4(), "1.1.0", image, sha256, url=images.url)
            await field.system.tell(device_id, "firmware", said)
        last = {"mg-1": "confirmed", "mg-2": "rolled_back"}
        await eventually(
            lambda: (
                {one: field.system.newest(one, "firmware").get("phase") for one in last} == last
            ),
            timeout_s=30,
        )
        assert field.system.newest("mg-1")["firmware"] == "1.1.0"
        assert field.system.newest("mg-2")["firmware"] == "1.0.0"
        assert f"{len(image) // 2}-" in images.ranges, "it went on where it broke off"


async def test_whatever_goes_wrong_every_reading_arrives(field: Field) -> None:
    conduct = Conduct(
        outages=Episodes(every_s=0.7, lasts_s=0.3),
        duplicates=0.2,
        reordered=0.2,
        lost_acks=0.3,
    )
    async with field.devices(conduct=lambda _serial: conduct) as fleet:
        await eventually(lambda: fleet.counters.measured >= 8 * len(_SERIALS), timeout_s=30)
        fleet.stop_measuring()
        await eventually(lambda: fleet.pending == 0, timeout_s=40)
        assert fleet.counters.connections_lost > 0
        for device in fleet.devices:
            numbers = set(range(device.readings.next_sequence))
            assert set(field.system.readings[str(device.device_id)]) == numbers


async def test_a_certificate_of_nobody_known_is_refused_in_words(field: Field) -> None:
    strangers = StackCertificates(field.plan.state / "other", firmware_key=_FIRMWARE_KEY)
    await strangers.make()
    claim = read_claim(strangers.claim_certificate, strangers.claim_key)
    async with field.devices(claim=claim) as fleet:
        await eventually(all_of(fleet, lambda one: "alert" in one.state or "lost" in one.state))
        assert fleet.counters.provisioned == 0
