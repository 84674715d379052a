"""What a device in the field does about its readings."""

import asyncio
from pathlib import Path

import pytest

from devstack.devices.conduct.conduct import Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.field_settings import FieldSettings
from devstack.devices.tests.fake_field import BEGIN, DEVICE_ID, FieldStage
from devstack.devices.tests.virtual_time import run_virtually

_DAY_S = 86_400.0
_UNHURRIED = FieldSettings(sample_every_s=60.0, tick_s=10.0)


def test_a_reading_a_minute_with_registers_and_numbers(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path, power_w=lambda _at: -60.0)
        async with stage.power_on():
            await asyncio.sleep(310)
            readings = stage.network.readings()
            assert [one["sequence"] for one in readings] == [0, 1, 2, 3, 4]
            assert {one["energyValue"] for one in readings} == {-60.0}
            assert [one["exportWh"] for one in readings] == [1, 2, 3, 4, 5]
            assert {one["importWh"] for one in readings} == {0}
            assert stage.counters.acknowledged == 5
            assert stage.device.readings.pending == 0

    run_virtually(scenario())


def test_a_device_that_is_told_not_to_measure_connects_and_waits(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on():
            stage.device.stop_measuring()
            await asyncio.sleep(600)
            assert stage.device.state == "connected"
            assert not stage.network.readings()
            stage.device.start_measuring()
            await asyncio.sleep(190)
            assert [one["sequence"] for one in stage.network.readings()] == [0, 1, 2]

    run_virtually(scenario())


def test_at_once_when_power_changed_by_300_w(tmp_path: Path) -> None:
    async def scenario() -> None:
        begin_ms = BEGIN.timestamp() * 1000

        def power_w(at_ms: float) -> float:
            return 100.0 if at_ms - begin_ms < 90_000 else 400.0

        async with FieldStage(tmp_path, power_w=power_w).power_on() as stage:
            await asyncio.sleep(110)
            assert [one["energyValue"] for one in stage.network.readings()] == [100.0, 150.0]

    run_virtually(scenario())


def test_an_outage_is_caught_up_in_batches_after_what_is_live(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(
            tmp_path,
            conduct=Conduct(
                outages=Episodes(every_s=600, lasts_s=_DAY_S, regular=True),
                reordered=0.0,
            ),
            settings=FieldSettings(sample_every_s=60.0, reconnect_longest_s=5.0),
        )
        async with stage.power_on():
            await asyncio.sleep(600 + _DAY_S + 60)
            link = stage.network.link
            bodies = [one.body for one in link.published if "energy-data" in one.topic]
            batches = [body for body in bodies if isinstance(body, list)]
            assert sum(map(len, batches)) == pytest.approx(1440, abs=2)
            assert all(len(batch) <= 500 for batch in batches)
            numbers = [reading["sequence"] for batch in batches for reading in batch]
            assert numbers == sorted(numbers), "oldest first"
            assert any(isinstance(body, dict) for body in bodies), "live ones one by one"
            assert stage.device.readings.pending == 0
            assert stage.counters.connections_lost == 1

    run_virtually(scenario())


def test_a_message_is_smaller_than_64_kib(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(
            tmp_path, power_w=lambda at_ms: -12345.678 - at_ms % 1000, settings=_UNHURRIED
        )
        stage.network.refuses = lambda call: not isinstance(call, str)
        async with stage.power_on():
            await asyncio.sleep(_DAY_S / 2)
            stage.network.refuses = lambda _call: False
            await asyncio.sleep(600)
            sizes = [one.size_bytes for one in stage.network.published]
            assert 50_000 < max(sizes) < 64 * 1024
            assert stage.device.readings.pending == 0

    run_virtually(scenario())


def test_the_oldest_give_way_when_the_ring_is_full(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path, settings=FieldSettings(buffer_readings=50))
        stage.system.stands_still = {"readings"}
        async with stage.power_on():
            await asyncio.sleep(3700)
            assert stage.device.readings.pending == 50
            assert stage.device.readings.overwritten == 11
            stage.system.stands_still = set()
            await asyncio.sleep(600)
            assert set(stage.system.seen) >= set(range(12, 61))

    run_virtually(scenario())


def test_what_the_system_misses_is_sent_again_as_far_as_it_is_there(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path, settings=FieldSettings(kept_readings=10))
        async with stage.power_on():
            await asyncio.sleep(20 * 60 + 10)
            stage.system.seen.clear()
            ranges = [{"first": 3, "last": 12}, {"first": 18, "last": 2**63 - 1}]
            stage.network.link.tell({"ranges": ranges}, "resend")
            await asyncio.sleep(20)
            assert set(stage.system.seen) == {10, 11, 12, 18, 19}
            await asyncio.sleep(290)
            assert stage.network.said("status")[-1]["oldestSequence"] >= 10

    run_virtually(scenario())


def test_what_is_refused_for_good_is_forgotten_and_counted(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        stage.system.stands_still = {"readings"}
        async with stage.power_on():
            await asyncio.sleep(130)
            refused = [{"sequence": 0, "reason": "absurd_power"}]
            stage.network.link.tell({"acknowledged": [1], "refused": refused})
            assert stage.device.readings.pending == 0
            assert stage.counters.refused == {"absurd_power": 1}

    run_virtually(scenario())


def test_no_number_is_given_twice_even_after_kill_9(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        for _ in range(3):
            async with stage.power_on(dies=True):
                await asyncio.sleep(200)
        async with stage.power_on():
            await asyncio.sleep(70)
        numbers = [one["sequence"] for one in stage.network.readings()]
        assert len(set(numbers)) == len(numbers) == stage.counters.measured
        connections = [one["connection"] for one in stage.network.said("status")]
        assert connections == sorted(set(connections))
        async with stage.power_on():
            await asyncio.sleep(70)
            assert stage.network.readings()[-1]["sequence"] == numbers[-1] + 1, "switched off well"

    run_virtually(scenario())


def test_the_last_will_names_the_connection(tmp_path: Path) -> None:
    """10.3."""

    async def scenario() -> None:
        stage = FieldStage(tmp_path)
        async with stage.power_on():
            await asyncio.sleep(1)
            stage.network.link.cut()
            await asyncio.sleep(5)
            calls = [call for call in stage.network.calls if not isinstance(call, str)]
            assert [(call.will.topic, call.will.payload) for call in calls] == [
                (f"report/{DEVICE_ID}/status", b'{"state":"offline","connection":%d}' % number)
                for number in (1, 2)
            ]
            assert [one["connection"] for one in stage.network.said("status")] == [1, 2]

    run_virtually(scenario())
