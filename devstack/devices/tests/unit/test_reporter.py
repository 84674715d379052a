"""What a played device says beside its readings, by the contract."""

import asyncio
from datetime import UTC, datetime
from typing import Final

import msgspec
import pytest

from devstack.devices.reporting.nature import HARDWARE, nature_of
from devstack.devices.reporting.reporter import ReportingPlan
from devstack.devices.settings import FleetError, FleetSettings
from devstack.devices.tests.fake_network import FakeFleet, Publication, running_device, settle
from devstack.devices.tests.virtual_time import run_virtually
from libs.chassis.testing.fakes import FakeClock
from libs.contracts.mqtt.configuration import ConfigurationReported, DeviceConfiguration
from libs.contracts.mqtt.status import StatusReported

_NOON: Final = datetime(2026, 6, 21, 12, tzinfo=UTC)
_NOON_MS: Final = 1_782_043_200_000
_WISH: Final = {"reportingIntervalS": 30, "onChangeW": 100.0, "transformationConstant": 2.0}


def plan(clock: FakeClock | None = None) -> ReportingPlan:
    return ReportingPlan(
        nature=nature_of("meter-1"),
        every_s=300.0,
        cadence_s=10.0,
        certificate_serial="c0ffee",
        now=(clock or FakeClock(_NOON)).now,
    )


def statuses(published: list[Publication]) -> list[StatusReported]:
    return [
        msgspec.convert(sent.body, StatusReported)
        for sent in published
        if sent.topic == "report/meter-1/status"
    ]


def configurations(published: list[Publication]) -> list[ConfigurationReported]:
    return [
        msgspec.convert(sent.body, ConfigurationReported)
        for sent in published
        if sent.topic == "report/meter-1/configuration"
    ]


def test_it_says_how_it_is_on_connecting_and_every_five_minutes() -> None:
    async def scenario() -> None:
        nature = nature_of("meter-1")
        async with running_device(reporting=plan(), buffer_readings=70) as stage:
            stage.measure(3)
            await asyncio.sleep(1)
            [first] = statuses(stage.link.published)
            assert first == StatusReported(
                state="online",
                connection=_NOON_MS,
                cadence_s=10.0,
                firmware=nature.firmware,
                hardware=HARDWARE,
                rssi_dbm=nature.rssi_dbm,
                uptime_s=nature.uptime_s,
                buffered=0,
                buffer_capacity=70,
                configuration_version=0,
                certificate_serial="c0ffee",
            )
            await asyncio.sleep(298)
            assert len(statuses(stage.link.published)) == 1
            await asyncio.sleep(2)
            [_, second] = statuses(stage.link.published)
            assert second.uptime_s is not None
            assert 300 <= second.uptime_s - nature.uptime_s <= 301
            assert (second.buffered, second.oldest_sequence, second.newest_sequence) == (3, 0, 2)
            stage.link.acknowledge([0, 1])
            await asyncio.sleep(300)
            third = statuses(stage.link.published)[-1]
            assert (third.buffered, third.oldest_sequence, third.newest_sequence) == (1, 2, 2)

    run_virtually(scenario())


def test_each_connection_has_a_higher_number_and_leaves_it_as_its_will() -> None:
    """A clock that stands still, or is set back, numbers none twice."""

    async def scenario() -> None:
        clock = FakeClock(_NOON)
        async with running_device(reporting=plan(clock)) as stage:
            for moves_s in (0, -60, 60):
                clock.advance(seconds=moves_s)
                stage.link.cut()
                await asyncio.sleep(1)
            said = [status.connection for status in statuses(stage.dialer.published)]
            assert said == [_NOON_MS, _NOON_MS + 1, _NOON_MS + 2, _NOON_MS + 3]
            clock.advance(seconds=1)
            stage.link.cut()
            await asyncio.sleep(1)
            assert statuses(stage.link.published)[0].connection == _NOON_MS + 1_000
            wills = [will for will in stage.dialer.wills if will is not None]
            assert {will.topic for will in wills} == {"report/meter-1/status"}
            assert [msgspec.json.decode(will.payload) for will in wills] == [
                {"state": "offline", "connection": status.connection}
                for status in statuses(stage.dialer.published)
            ]

    run_virtually(scenario())


def test_it_takes_a_configuration_and_answers_each() -> None:
    async def scenario() -> None:
        async with running_device(reporting=plan()) as stage:
            for _ in range(2):
                stage.link.tell({"version": 7, "configuration": _WISH}, "configuration")
            told = ConfigurationReported(
                version=7,
                configuration=DeviceConfiguration(
                    reporting_interval_s=30, on_change_w=100.0, transformation_constant=2.0
                ),
            )
            assert configurations(stage.link.published) == [told, told]
            [_, changed] = statuses(stage.link.published)
            assert changed.configuration_version == 7
            assert changed.cadence_s == 10.0, "it plays on as recorded"

    run_virtually(scenario())


@pytest.mark.parametrize("kind", ["configuration", "command", "firmware", "resend", "certificate"])
def test_what_it_cannot_read_or_do_harms_nothing(kind: str) -> None:
    async def scenario() -> None:
        async with running_device(reporting=plan()) as stage:
            for noise in (b"", b"\xff", b"{}", b'{"version": "all"}'):
                stage.link.ears.message(f"device/meter-1/{kind}", noise)
            stage.measure(1)
            await settle()
            assert len(statuses(stage.link.published)) == len(stage.link.published) - 1
            stage.link.acknowledge([0])
            assert stage.device.pending == 0

    run_virtually(scenario())


def test_a_connection_that_breaks_at_once_is_told_nothing() -> None:
    async def scenario() -> None:
        async with running_device(reporting=plan()) as stage:
            stage.dialer.dropping = True
            stage.link.cut()
            await asyncio.sleep(10)
            assert len(stage.dialer.links) > 2
            assert len(statuses(stage.dialer.published)) == 1
            stage.dialer.dropping = False
            await asyncio.sleep(10)
            assert len(statuses(stage.link.published)) == 1

    run_virtually(scenario())


def test_devices_that_are_not_to_report_do_not() -> None:
    async def scenario() -> None:
        async with running_device() as stage:
            stage.link.tell({"version": 7, "configuration": _WISH}, "configuration")
            await asyncio.sleep(3600)
            assert stage.link.published == []
            assert stage.dialer.wills == [None]

    run_virtually(scenario())


def test_a_device_is_the_same_in_every_run_and_not_as_its_neighbour() -> None:
    natures = [nature_of(f"meter-{number}") for number in range(200)]
    assert natures == [nature_of(f"meter-{number}") for number in range(200)]
    signals_dbm = {nature.rssi_dbm for nature in natures}
    assert (min(signals_dbm), max(signals_dbm)) == (-80, -50)
    assert len({nature.uptime_s for nature in natures}) == len(natures)
    assert len({nature.firmware for nature in natures}) == 3


def test_the_fleet_numbers_connections_by_its_clock() -> None:
    async def scenario() -> None:
        clock = FakeClock(_NOON)
        async with FakeFleet(["meter-1"], clock=clock, status_every_s=60.0, cadence_s=2.5) as fleet:
            await settle()
            [status] = statuses(fleet.dialers["meter-1"].published)
            assert (status.connection, status.cadence_s) == (_NOON_MS, 2.5)
            assert status.certificate_serial is None
            assert status.firmware == nature_of("meter-1").firmware

    run_virtually(scenario())


def test_statuses_need_time_between_them() -> None:
    with pytest.raises(FleetError, match="above 0 s"):
        FleetSettings(status_every_s=0.0)
