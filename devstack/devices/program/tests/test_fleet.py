"""Devices that are processes, with a program that stands for the firmware's."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil
import pytest

from devstack.devices.played_fleet import NotAcknowledgedError
from devstack.devices.player import play
from devstack.devices.program.device import ProgramDevice
from devstack.devices.program.fleet import ProgramFleet
from devstack.devices.program.plan import ProgramPlan, require_interval
from devstack.devices.program.tests import fake_program
from devstack.devices.settings import FleetError
from devstack.recordings.clock_mapping import AS_FAST_AS_ACKNOWLEDGED, ClockMapping
from devstack.recordings.recording import PowerSeries, Recording
from devstack.servers.mqtt import MqttBroker

_PATIENCE_S: Final = 5.0
SECURED: dict[str, Any] = {"tls_port": 2, "claims_port": 3, "server_ca": Path("ca.pem")}


def broker(**more: Any) -> MqttBroker:
    return MqttBroker(port=1, kind="mosquitto", gateway_password="", **more)


def plan(folder: Path, **more: Any) -> ProgramPlan:
    return ProgramPlan(
        program=(sys.executable, fake_program.__file__),
        broker=broker(**SECURED),
        claim=(Path("claim.pem"), Path("claim.key")),
        firmware_key="key",
        cadence_s=10,
        state=folder / "devices",
        logs=folder / "log",
        **more,
    )


def fleet_of(folder: Path, device_ids: Sequence[str]) -> ProgramFleet:
    return ProgramFleet(plan(folder), device_ids)


def has_started_with(device: ProgramDevice, sequence: int) -> bool:
    started = device.newest.get("started")
    return started is not None and started.sequence == sequence


async def test_a_play_steers_the_powers_and_the_devices_say_what_they_measured(
    tmp_path: Path,
) -> None:
    ends_ms, powers_w = np.array([60_000, 120_000]), np.array([1.5, -2.25])
    what = Recording(interval_ms=60_000, series={"Home": PowerSeries(ends_ms, powers_w)})
    clock = ClockMapping(shift_ms=0, first_ms=0, speed=AS_FAST_AS_ACKNOWLEDGED)
    async with fleet_of(tmp_path, ["one"]) as fleet:
        await play(what, clock, fleet, device_of={"Home": "one"}, stop=asyncio.Event())
        await fleet.devices["one"].until(lambda: fleet.tally().acknowledged == 2)
        assert fleet.tally().connected == 1
        await fleet.drained(30)
        found = fleet.acknowledged({"one": what.series["Home"]})["one"]
    assert found.end_ms.tolist() == [0, 1_000], "by its own clock"
    assert found.power_w.tolist() == [1.5, -2.25]
    tally = fleet.tally()
    assert (tally.measured, tally.sent, tally.resent, tally.pending) == (2, 2, 2, 0)
    assert tally.connected == 0
    assert tally.latency is not None


async def test_a_power_failure_is_no_death_and_what_was_said_before_is_known(
    tmp_path: Path,
) -> None:
    async with fleet_of(tmp_path, ["one"]) as fleet:
        device = fleet.devices["one"]
        fleet.measure("one", 0, 1.0)
        await device.until(lambda: device.record.acknowledged_count == 1)
        device.cut_power()
        await device.is_off()
        assert fleet.tally().connected == 0
        await device.switch_on()
        fleet.measure("one", 0, 2.0)
        await device.until(lambda: device.record.acknowledged_count == 2)
        assert has_started_with(device, 1)
        said = {number: one[:2] for number, one in device.record.readings().items()}
        assert said == {0: (0, 1_000), 1: (1_000, 2_000)}
        assert not device.deaths
        await fleet.drained(30)


async def test_a_device_that_asks_for_it_is_started_again(tmp_path: Path) -> None:
    async with fleet_of(tmp_path, ["restarts"]) as fleet:
        device = fleet.devices["restarts"]
        fleet.measure("restarts", 0, 1.0)
        await device.until(lambda: has_started_with(device, 1))
        await fleet.drained(30)


async def test_a_device_that_dies_is_started_again_and_told_of(tmp_path: Path) -> None:
    async with fleet_of(tmp_path, ["dies"]) as fleet:
        device = fleet.devices["dies"]
        fleet.measure("dies", 0, 1.0)
        await device.until(lambda: has_started_with(device, 1))
        told = r"dies ended by itself, with exit code 1:\nsomething is wrong"
        with pytest.raises(FleetError, match=told):
            fleet.measure("dies", 0, 2.0)
        with pytest.raises(FleetError, match=told):
            await fleet.drained(30)


async def test_a_device_that_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    nowhere = replace(plan(tmp_path), program=(sys.executable, "-c", "raise SystemExit(5)"))
    async with ProgramFleet(nowhere, ["one"]) as fleet:
        device = fleet.devices["one"]
        await device.is_off()
        assert device.deaths == [5, 5, 5]


async def test_whoever_waits_for_a_device_that_is_given_up_hears_of_it(tmp_path: Path) -> None:
    dying = replace(plan(tmp_path), program=(sys.executable, "-c", "raise SystemExit(5)"))
    async with ProgramFleet(dying, ["one"]) as fleet:
        with pytest.raises(FleetError, match="ended by itself, with exit code 5"):
            await fleet.devices["one"].until(lambda: False)


async def test_a_program_that_is_gone_when_a_device_starts_again(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nrm $0\nexit 3\n")
    program.chmod(0o700)
    devices = ProgramFleet(replace(plan(tmp_path), program=(str(program),)), ["one"]).devices
    await devices["one"].switch_on()
    with pytest.raises(FileNotFoundError):
        await devices["one"].until(lambda: False)
    with pytest.raises(FileNotFoundError):
        await devices["one"].is_off()


async def test_power_may_fail_while_a_device_starts(tmp_path: Path) -> None:
    device = fleet_of(tmp_path, ["one"]).devices["one"]
    starting = asyncio.create_task(device.switch_on())
    await asyncio.sleep(0)  # it is about to have a process
    device.cut_power()
    await starting
    await device.is_off()
    assert device.state == "off"


async def test_whoever_waits_too_sees_that_it_is_off(tmp_path: Path) -> None:
    async with fleet_of(tmp_path, ["one"]) as fleet:
        device = fleet.devices["one"]
        device.cut_power()
        await asyncio.gather(device.is_off(), device.is_off())


async def test_whoever_stops_a_fleet_that_is_starting_leaves_nothing_running(
    tmp_path: Path,
) -> None:
    processes: list[int] = []

    def stop_at_the_second(process: int) -> None:
        processes.append(process)
        if len(processes) == 2:
            entering.cancel()

    there = replace(plan(tmp_path), on_launch=stop_at_the_second)
    fleet = ProgramFleet(there, ["one", "two", "three"])
    entering = asyncio.create_task(fleet.__aenter__())
    with pytest.raises(asyncio.CancelledError):
        await entering
    assert len(processes) == 2
    assert not any(map(psutil.pid_exists, processes))


async def test_what_nobody_answers_is_named(tmp_path: Path) -> None:
    async with fleet_of(tmp_path, ["deaf", "well"]) as fleet:
        for device_id in fleet.device_ids:
            fleet.measure(device_id, 0, 1.0)
        deaf = fleet.devices["deaf"]
        await deaf.until(lambda: deaf.record.pending == 1)
        await fleet.devices["well"].until(lambda: fleet.tally().acknowledged == 1)
        told = r"1 of 2 readings .* on 1 devices: deaf 1 \(connected\)"
        with pytest.raises(NotAcknowledgedError, match=told):
            await fleet.drained(0.1)


async def test_what_is_measured_meanwhile_is_not_waited_for(tmp_path: Path) -> None:
    async with fleet_of(tmp_path, ["late", "deaf"]) as fleet:
        late, deaf = fleet.devices["late"], fleet.devices["deaf"]
        fleet.measure("late", 0, 1.0)
        await late.until(lambda: late.record.pending == 1)
        drained = asyncio.create_task(fleet.drained(_PATIENCE_S))
        await asyncio.sleep(0)  # it waits
        fleet.measure("deaf", 0, 1.0)
        await deaf.until(lambda: deaf.record.pending == 1)
        fleet.measure("late", 0, 2.0)
        with pytest.raises(NotAcknowledgedError, match=r"2 of 3 readings .* after 10 s"):
            await drained


async def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    there = plan(tmp_path)
    nowhere = replace(there, program=("/no/such",))
    with pytest.raises(FleetError, match="cannot be started"):
        async with ProgramFleet(nowhere, ["one"]):
            pass


def test_devices_without_certificates_there_are_none(tmp_path: Path) -> None:
    bare = replace(plan(tmp_path), broker=broker())
    with pytest.raises(FleetError, match="no listeners for certificates"):
        bare.device("one")


@pytest.mark.parametrize("cadence_s", [0.0, 0.5, 1.5, 901.0])
def test_intervals_that_no_device_can_be_told(cadence_s: float) -> None:
    with pytest.raises(FleetError, match="1 to 900 whole seconds"):
        require_interval(cadence_s)
    require_interval(900.0)
