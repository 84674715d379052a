"""A device as a process: the simulator's, and the firmware's build for Linux."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from devstack.devices.device_process import SIMULATOR, DeviceProcess
from devstack.devices.tests.integration.field_stage import Field
from devstack.servers.process import ServerProcess
from libs.chassis.testing.eventually import eventually


@pytest.fixture(params=["simulator", "firmware"])
def program(request: pytest.FixtureRequest) -> tuple[Sequence[str], Sequence[str]]:
    """What to run, and the flags that only it has."""
    if request.param == "simulator":
        return SIMULATOR, ("--profile", "plain")
    firmware_program: Path = request.getfixturevalue("firmware_program")
    return (str(firmware_program),), ("--wave", "500")


@pytest.mark.slow
async def test_killed_with_9_it_comes_back_as_itself(
    field: Field, tmp_path: Path, program: tuple[Sequence[str], Sequence[str]]
) -> None:
    argv, more = program
    plan, certificates = field.plan, field.certificates
    played = DeviceProcess(
        serial_number="MG-77",
        broker=plan.broker,
        claims=plan.claims,
        claim_certificate=certificates.claim_certificate,
        claim_key=certificates.claim_key,
        server_ca=plan.server_ca,
        state=tmp_path / "state",
        cadence_s=1,
        program=argv,
        more=more,
    )
    system = field.system
    async with ServerProcess(played, log=tmp_path / "device.log") as process:
        await eventually(lambda: len(system.readings["mg-77"]) >= 2, timeout_s=60)
        process.kill()
        await eventually(
            lambda: {"state": "offline", "connection": 1} in system.reports["mg-77", "status"]
        )
        before = set(system.readings["mg-77"])
        await process.start()
        await eventually(lambda: len(system.readings["mg-77"]) >= len(before) + 2, timeout_s=60)
    numbers = sorted(set(system.readings["mg-77"]) - before)
    assert min(numbers) > max(before), "no number is given twice"
    serials = {one.get("certificateSerial") for one in system.reports["mg-77", "status"]}
    assert len(serials - {None}) == 1, "it is provisioned once"
