"""What a device is told, and when."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.domain.control.command import (
    CommandKind,
    CommandPendingError,
    Outcome,
)
from services.device_gateway.domain.control.configuration import Calibration, Configuration
from services.device_gateway.domain.readings.placement import DeviceUse, Facility
from services.device_gateway.outbound.control.line import MqttDeviceLine
from services.device_gateway.outbound.control.memory import MemoryControl, RememberedSteps
from services.device_gateway.outbound.readings.memory import DeviceRegistry
from services.device_gateway.tests.examples import FACILITY_ID, LONG_AGO, NOW, facility
from services.device_gateway.usecases.control.answer_status import AnswerStatus
from services.device_gateway.usecases.control.configure_device import ConfigureDevice
from services.device_gateway.usecases.control.end_outdated_commands import EndOutdatedCommands
from services.device_gateway.usecases.control.finish_command import FinishCommand
from services.device_gateway.usecases.control.request_command import RequestCommand
from services.device_gateway.usecases.control.take_configuration_report import (
    TakeConfigurationReport,
)

_HOUR = timedelta(hours=1)


class World:
    def __init__(self, k: float = 1.0) -> None:
        self.clock = FakeClock(NOW)
        self.store = MemoryControl()
        self.topics: list[str] = []
        self.registry = DeviceRegistry()
        self.registry.put(facility("meter-1", k=k))
        line = MqttDeviceLine(self)
        self.configure = ConfigureDevice(self.store, line, self.registry, self.clock)
        self.answer = AnswerStatus(self.store, line, self.registry, self.clock)
        self.take = TakeConfigurationReport(self.store, line, self.clock)
        self.steps = RememberedSteps()
        self.request = RequestCommand(
            self.store,
            line,
            sites=self.registry,
            identities=self.steps,
            clock=self.clock,
            ids=RandomIds(),
        )
        self.finish = FinishCommand(self.store, self.steps, self.clock)
        self.end_outdated = EndOutdatedCommands(self.store, self.clock)

    def send(self, notes: object) -> None:
        assert isinstance(notes, list)
        self.topics += [topic for topic, _ in notes]

    def told(self) -> list[str]:
        """Topics since the last time."""
        topics, self.topics = self.topics, []
        return topics


async def test_a_wish_is_said_until_it_is_taken() -> None:
    world = World()
    await world.configure.configure("meter-1", Configuration(reporting_interval_s=10), by="ada")
    assert world.told() == ["device/meter-1/configuration"]
    await world.answer.answer("meter-1", 0)
    assert world.told() == ["device/meter-1/configuration"], "it was lost on the way"
    await world.take.take("meter-1", 1, Configuration(reporting_interval_s=10), None)
    await world.answer.answer("meter-1", 1)
    assert world.told() == []


async def test_the_meters_k_reaches_the_device_by_itself() -> None:
    """R9: K is the registry's, whatever who configures says."""
    world = World(k=25.0)
    await world.answer.answer("meter-1", 0)
    assert (await world.store.read_shadow("meter-1")).desired.transformation_constant == 25.0
    assert world.told() == ["device/meter-1/configuration"]
    shadow = await world.configure.configure(
        "meter-1", Configuration(transformation_constant=3.0, on_change_w=50.0), by="ada"
    )
    assert shadow.desired.transformation_constant == 25.0


async def test_a_device_without_configuration_is_left_alone() -> None:
    world = World(k=25.0)
    await world.answer.answer("meter-1", None)
    assert world.told() == []


async def test_a_command_is_said_until_it_is_answered() -> None:
    world = World()
    command = await world.request.request("meter-1", CommandKind.REBOOT, by="ada", valid_for=_HOUR)
    await world.answer.answer("meter-1", None)
    assert world.told() == ["device/meter-1/command"] * 2
    with pytest.raises(CommandPendingError):
        await world.request.request("meter-1", CommandKind.REBOOT, by="ada", valid_for=_HOUR)

    assert not await world.finish.finish("meter-2", command.command_id, Outcome.DONE, "")
    assert await world.finish.finish("meter-1", command.command_id, Outcome.DONE, "")
    assert not await world.finish.finish("meter-1", UUID(int=1), Outcome.DONE, "")
    await world.answer.answer("meter-1", None)
    assert world.told() == []


async def test_a_command_whose_time_is_over_is_not_done() -> None:
    world = World()
    await world.request.request("meter-1", CommandKind.REBOOT, by="ada", valid_for=_HOUR)
    world.told()
    world.clock.advance(seconds=3600)
    assert await world.end_outdated() == 1
    await world.answer.answer("meter-1", None)
    assert world.told() == []
    again = await world.request.request("meter-1", CommandKind.REBOOT, by="ada", valid_for=_HOUR)
    assert [each.outcome for each in await world.store.read_commands("meter-1", 9)] == [
        None,
        Outcome.EXPIRED,
    ]
    assert again.is_pending


def _used(world: World, facility_id: UUID, *uses: tuple[datetime, datetime | None]) -> None:
    devices = tuple(DeviceUse("meter-1", 1.0, since, until) for since, until in uses)
    world.registry.put(
        Facility(facility_id=facility_id, version=2, devices=devices, communities=())
    )


async def test_a_command_does_not_follow_the_device_to_another_facility() -> None:
    """Its owner then has no say now; the owner now need not wait for the old command's end."""
    world = World()
    await world.request.request("meter-1", CommandKind.REBOOT, by="ada", valid_for=_HOUR)
    world.told()
    world.clock.advance(seconds=60)
    moved_at = world.clock.now()
    _used(world, FACILITY_ID, (LONG_AGO, moved_at))
    _used(world, UUID(int=99), (moved_at, None))
    await world.answer.answer("meter-1", None)
    assert world.told() == []
    again = await world.request.request("meter-1", CommandKind.REBOOT, by="bob", valid_for=_HOUR)
    await world.answer.answer("meter-1", None)
    assert world.told() == ["device/meter-1/command"] * 2
    commands = await world.store.read_commands("meter-1", 9)
    assert [(each.requested_by, each.outcome) for each in commands] == [
        ("bob", None),
        ("ada", Outcome.EXPIRED),
    ]
    assert again.is_pending


async def test_what_an_operator_wanted_before_it_came_anywhere_is_still_done() -> None:
    world = World()
    _used(world, FACILITY_ID)
    await world.request.request("meter-1", CommandKind.REBOOT, by="olga", valid_for=_HOUR)
    world.clock.advance(seconds=60)
    _used(world, UUID(int=99), (world.clock.now(), None))
    world.told()
    await world.answer.answer("meter-1", None)
    assert world.told() == ["device/meter-1/command"]


async def test_a_calibration_stays_unless_it_is_wished_otherwise() -> None:
    world = World()
    calibrated = Configuration(calibration=Calibration(current_gain=1.02))
    await world.configure.configure("meter-1", calibrated, by="olga", with_calibration=True)
    shadow = await world.configure.configure(
        "meter-1", Configuration(reporting_interval_s=10), by="ada"
    )
    assert shadow.desired == Configuration(
        reporting_interval_s=10, calibration=Calibration(current_gain=1.02)
    )


async def test_who_is_told_to_renew_may() -> None:
    world = World()
    await world.request.request(
        "meter-1", CommandKind.RENEW_CERTIFICATE, by="olga", valid_for=_HOUR
    )
    assert world.steps.may_renew == ["meter-1"]


async def test_an_identity_is_given_up_once_however_often_the_device_says_so() -> None:
    """A late copy of the answer must not end the identity that the device has by then."""
    world = World()
    command = await world.request.request(
        "meter-1", CommandKind.PROVISION_AGAIN, by="olga", valid_for=_HOUR
    )
    for device_id in ("meter-2", "meter-1", "meter-1"):
        await world.finish.finish(device_id, command.command_id, Outcome.DONE, "")
    assert world.steps.begun_anew == ["meter-1"]


async def test_nothing_is_given_up_by_who_refuses() -> None:
    world = World()
    command = await world.request.request(
        "meter-1", CommandKind.PROVISION_AGAIN, by="olga", valid_for=_HOUR
    )
    await world.finish.finish("meter-1", command.command_id, Outcome.REFUSED, "no claim")
    assert world.steps.begun_anew == []
