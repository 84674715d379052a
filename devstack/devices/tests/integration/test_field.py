"""Devices in the field on real mosquittos with mutual TLS, against a scripted system (NF11)."""

import hashlib
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from devstack.devices.conduct.conduct import ORDERLY, Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.field_fleet import FieldFleet
from devstack.devices.field_run import read_claim
from devstack.devices.tests.fake_field import offer
from devstack.devices.tests.integration.field_stage import (
    FIRMWARE_KEY_BYTES,
    IDS,
    SERIALS,
    Field,
)
from devstack.devices.tests.integration.image_server import image_server
from devstack.supervisor.certificates import StackCertificates
from libs.chassis.testing.eventually import eventually


async def are_connected(fleet: FieldFleet) -> None:
    await eventually(lambda: fleet.counters.connected == len(fleet.devices), timeout_s=20)


async def test_from_the_claim_over_readings_to_the_next_run(field: Field) -> None:
    async with field.devices() as fleet:
        await are_connected(fleet)
        assert fleet.counters.provisioned == len(SERIALS)
        assert [device.device_id for device in fleet.devices] == IDS
        await eventually(lambda: fleet.counters.acknowledged >= 2 * len(SERIALS), timeout_s=20)
        assert not list(field.plan.state.glob("*/claim.pem")), "the claim is erased"
        for device in fleet.devices:
            assert device.session.renewal is not None
            device.session.renewal.want()
        await eventually(lambda: fleet.counters.renewed == len(SERIALS), timeout_s=20)
        await are_connected(fleet)
    async with field.devices(claim=None, claims=None) as fleet:
        await are_connected(fleet)
        assert fleet.counters.provisioned == 0, "an identity outlives its process"
        await eventually(
            lambda: all(field.system.newest(one).get("connection") == 3 for one in IDS)
        )
    for device_id in IDS:
        certificates = {
            one["certificateSerial"]
            for one in field.system.reports[device_id, "status"]
            if "certificateSerial" in one
        }
        assert len(certificates) == 2


async def test_configuration_command_and_resend(field: Field) -> None:
    system, [device_id, *_] = field.system, IDS
    async with field.devices() as fleet:
        await are_connected(fleet)
        calibration = {"offsetW": 900.0}
        system.tell(
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
        system.tell(device_id, "command", command)
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
        system.tell(device_id, "resend", {"ranges": [{"first": 0, "last": 0}]})
        await eventually(lambda: 0 in system.readings[device_id], timeout_s=20)


async def test_what_comes_all_at_once_is_heard_to_the_last(field: Field) -> None:
    """Many messages arrive in one TLS record, of which the socket tells once."""
    [device_id, *_] = IDS
    async with field.devices() as fleet:
        await are_connected(fleet)
        expires_at = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
        for number in range(400):
            command_id = str(UUID(int=number))
            field.system.tell(
                device_id,
                "command",
                {"commandId": command_id, "kind": "identify", "expiresAt": expires_at},
            )
        blinking = fleet.devices[0].session.commands
        await eventually(lambda: blinking.blinks == 400, timeout_s=20)


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
        for device_id in IDS[:2]:
            said = offer(uuid4(), "1.1.0", image, sha256, url=images.url)
            field.system.tell(device_id, "firmware", said)
        last = {"mg-1": "confirmed", "mg-2": "rolled_back"}

        def is_over() -> bool:
            phases = {one: field.system.newest(one, "firmware").get("phase") for one in last}
            assert phases == last, (field.system.reports, fleet.unhappy(), images.ranges)
            return True

        await eventually(is_over, timeout_s=30)
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
        await eventually(lambda: fleet.counters.measured >= 5 * len(SERIALS), timeout_s=30)
        fleet.stop_measuring()
        await eventually(lambda: fleet.pending == 0, timeout_s=40)
        assert fleet.counters.connections_lost > 0
        for device in fleet.devices:
            numbers = set(range(device.readings.next_sequence))
            assert set(field.system.readings[str(device.device_id)]) == numbers


async def test_a_certificate_of_nobody_known_is_refused_in_words(field: Field) -> None:
    strangers = StackCertificates(field.plan.state / "other", firmware_key=FIRMWARE_KEY_BYTES)
    await strangers.make()
    claim = read_claim(strangers.claim_certificate, strangers.claim_key)
    async with field.devices(claim=claim) as fleet:
        await eventually(
            lambda: any("alert" in one.state or "lost" in one.state for one in fleet.devices)
        )
        assert fleet.counters.provisioned == 0
