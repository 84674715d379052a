"""The firmware itself, as a Linux program, against the whole system."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import pytest

from devstack.devices.field_run import read_claim
from devstack.devices.program.device import ProgramDevice
from devstack.devices.program.plan import ProgramPlan
from devstack.devices.tally import Counters
from devstack.people.connection import Connection
from devstack.people.firmware_image import signed_image, signing_key
from devstack.people.operator import ManufacturedDevice, Operator
from devstack.people.person import Person
from devstack.supervisor.certificates import BATCH
from devstack.supervisor.stack import Stack
from libs.chassis.testing.eventually import eventually
from tests.village import a_device_id, a_flat

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

_HARDWARE: Final = "posix-1"
_POWER_W: Final = 750.0
_TOLERANCE: Final = 0.02
"""Of the simulated clamp and converter: the goal of real ones above 200 W."""
_POWER_CUTS: Final = 3
_READINGS_BETWEEN: Final = 2
_PATIENCE_S: Final = 60.0


async def test_what_it_kept_is_in_the_books_whenever_its_power_fails(
    stack: Stack, olga: Person, firmware_program: Path, tmp_path: Path
) -> None:
    """From the claim to the books, with SIGKILL in between (FR7.1, FR10.2)."""
    async with _factory_new(stack, firmware_program, tmp_path) as (device, operator):
        await _associate(olga, device.serial_number)
        for _ in range(_POWER_CUTS):
            await _measures(device)
            device.cut_power()
            await device.is_off()
            await device.switch_on()
        await _measures(device)
        await device.switch_off(_PATIENCE_S)
        readings = device.record.readings()
        said = {number: measured.power_mw for number, measured in readings.items()}

        async def are_booked() -> bool:
            missing = said.items() - (await _books(stack, device.serial_number)).items()
            assert not missing, missing
            return True

        await eventually(are_booked, timeout_s=_PATIENCE_S)
        booked = await _books(stack, device.serial_number)
        assert sorted(booked) == list(range(len(booked))), "none was lost unsaid either"
        assert booked[max(said)] == pytest.approx(_POWER_W * 1000, rel=_TOLERANCE)
        assert not device.deaths
        certificates = await operator.certificates(device.serial_number)
        assert [one.state for one in certificates] == ["active"], "it asked for no other"


async def test_a_good_image_stays_and_a_bad_one_goes(
    stack: Stack, firmware_program: Path, tmp_path: Path
) -> None:
    """Two slots, and a bootloader that goes back when an image crashes."""
    async with _factory_new(stack, firmware_program, tmp_path) as (device, operator):
        key_file = stack.certificates.firmware_key
        await _measures(device)
        for version, fails, end in (
            ("2.0.0", "", "confirmed"),
            ("3.0.0", "starting", "rolled_back"),
        ):
            content = _image(version, fails)
            image = signed_image(key_file, hardware=_HARDWARE, version=version, content=content)
            await _rolled_out(operator, await operator.publish_image(image), device, end)
        await _measures(device)
        assert device.newest["started"].version == "2.0.0"
        assert not device.deaths


async def test_a_stolen_one_is_turned_away_and_notices(
    stack: Stack, firmware_program: Path, tmp_path: Path
) -> None:
    """With TLS 1.3 that shows at the first read only."""
    async with _factory_new(stack, firmware_program, tmp_path) as (device, operator):
        await _measures(device)
        await operator.revoke_device(device.serial_number, "stolen")
        await eventually(lambda: "turned_away" in device.newest, timeout_s=_PATIENCE_S)
        assert device.newest["turned_away"].at_ms > device.newest["connected"].at_ms
        kept = len(device.record.readings())
        await _measures(device)
        assert len(device.record.readings()) > kept, "it goes on measuring"


@asynccontextmanager
async def _factory_new(
    stack: Stack, program: Path, folder: Path
) -> AsyncIterator[tuple[ProgramDevice, Operator]]:
    """A device with nothing but its claim, running; provisioned, and told to read each second."""
    certificates, serial = stack.certificates, a_device_id()
    claim_files = (certificates.claim_certificate, certificates.claim_key)
    key = signing_key(certificates.firmware_key).public_key()
    plan = ProgramPlan(
        program=(str(program), "--wave", str(_POWER_W)),
        broker=stack.mqtt,
        claim=claim_files,
        firmware_key=base64.b64encode(key.public_bytes_raw()).decode(),
        cadence_s=60,
        state=folder,
        logs=folder,
    )
    device = ProgramDevice(
        plan.device(serial),
        log=folder / "device.log",
        counters=Counters(),
        on_launch=lambda _: None,
    )
    async with Connection(stack.url) as connection:
        operator = Operator(connection, stack.operator_token)
        await operator.add_batch(BATCH, [read_claim(*claim_files).serial])
        await operator.list_devices([ManufacturedDevice(serial_number=serial, batch_id=BATCH)])
        await device.switch_on()
        try:
            await eventually(lambda: "provisioned" in device.newest, timeout_s=_PATIENCE_S)
            await operator.configure(serial, {"reportingIntervalS": 1})
            yield device, operator
        finally:
            device.cut_power()
            await device.is_off()


async def _rolled_out(operator: Operator, image_id: UUID, device: ProgramDevice, end: str) -> None:
    """Offer it to the device, and wait until it has come to that end."""
    started = await operator.start_rollout(
        image_id,
        device_ids=[device.serial_number],
        waves=[{"percent": 100}],
        waveMinimumS=0,
        successRatio=1,
    )

    async def is_over() -> bool:
        devices = (await operator.rollout(started.rollout_id)).devices
        assert devices.get(end) == 1, (devices, device.newest.get("updated"))
        return True

    await eventually(is_over, timeout_s=_PATIENCE_S)


async def _associate(owner: Person, device_id: str) -> None:
    facility_id = await owner.registry.create_facility(a_flat())
    since = datetime.now(UTC) - timedelta(days=1)
    await owner.registry.attach_device(facility_id, device_id, since)


async def _measures(device: ProgramDevice) -> None:
    """Wait until it has kept some more readings."""
    wanted = len(device.record.readings()) + _READINGS_BETWEEN
    await eventually(lambda: len(device.record.readings()) >= wanted, timeout_s=_PATIENCE_S)


def _image(version: str, fails: str) -> bytes:
    """As the Linux program's slots take it: firmware/port/posix/slots.h."""
    failure = f"fails: {fails}\n" if fails else ""
    return f"meriggio-posix-image\nversion: {version}\n{failure}\n".encode() + bytes(300_000)


async def _books(stack: Stack, device_id: str) -> dict[int, int]:
    """Power in mW by sequence number."""
    connection = await asyncpg.connect(stack.database_dsn)
    try:
        rows = await connection.fetch(
            "select sequence, power_mw from energy.reading where device_id = $1", device_id
        )
    finally:
        await connection.close()
    return {row["sequence"]: row["power_mw"] for row in rows}
