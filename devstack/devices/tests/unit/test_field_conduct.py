"""What a device in the field does when clocks, networks and sensors misbehave."""

import asyncio
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.devices.conduct.conduct import Conduct
from devstack.devices.conduct.episodes import Episodes
from devstack.devices.tests.fake_field import BEGIN, FieldStage, now, refuse_future
from devstack.devices.tests.virtual_time import run_virtually

_DAY_S = 86_400.0


def stamp(seconds: float) -> str:
    return (BEGIN + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def test_a_clock_that_is_ahead_is_set_and_the_readings_are_corrected(tmp_path: Path) -> None:
    """R4: the reading counts at its own time, under its own number."""

    async def scenario() -> None:
        stage = FieldStage(tmp_path, conduct=Conduct(clock_offset_s=7200.0))
        refuse_future(stage)
        stage.network.refuses = lambda call: not isinstance(call, str)
        async with stage.power_on():
            await asyncio.sleep(600)
            stage.network.refuses = lambda _call: False
            await asyncio.sleep(900)
            assert stage.device.readings.pending == 0
            assert set(stage.system.seen) == set(range(stage.counters.measured))
            for number, reading in stage.system.seen.items():
                measured = BEGIN + timedelta(seconds=60 * (number + 1))
                found = reading["timestamp"]
                assert stamp((measured - BEGIN).total_seconds() - 1) <= found, (number, found)
                assert found <= stamp((measured - BEGIN).total_seconds() + 6), (number, found)
            assert stage.counters.clocks_set == 1
            assert stage.network.said("status")[-1]["clockOffsetMs"] == pytest.approx(
                -7_200_000, abs=1000
            )

    run_virtually(scenario())


def test_a_clock_that_drifts_is_kept_within_tolerance(tmp_path: Path) -> None:
    async def scenario() -> None:
        stage = FieldStage(tmp_path, conduct=Conduct(drift_ppm=500.0))
        refuse_future(stage)
        async with stage.power_on():
            await asyncio.sleep(_DAY_S / 4)
            newest = max(stage.system.seen)
            found = stage.system.seen[newest]["timestamp"]
            assert found <= (now() + timedelta(seconds=3)).isoformat()
            assert 3 <= stage.counters.clocks_set <= 6

    run_virtually(scenario())


def test_faults_are_in_the_status_as_long_as_they_last(tmp_path: Path) -> None:
    """10.3, 10.4."""

    async def scenario() -> None:
        stage = FieldStage(
            tmp_path,
            conduct=Conduct(
                measuring_fails=Episodes(every_s=1000, lasts_s=300, regular=True),
                sending_fails=Episodes(every_s=2000, lasts_s=300, regular=True),
            ),
        )
        async with stage.power_on():
            await asyncio.sleep(1290)
            measured = stage.counters.measured
            assert stage.network.said("status")[-1]["faults"] == ["measuring_failed"]
            assert measured <= 17
            await asyncio.sleep(690)
            assert "faults" not in stage.network.said("status")[-1]
            await asyncio.sleep(300)
            assert stage.network.said("status")[-1]["faults"] == ["sending_failed"]
            assert stage.device.readings.pending >= 4
            await asyncio.sleep(30)
            assert stage.network.said("status")[-1]["faults"] == ["measuring_failed"]
            assert stage.device.readings.pending == 0

    run_virtually(scenario())


_CONDUCTS = st.builds(
    Conduct,
    seed=st.text("abc", max_size=3),
    outages=st.none() | st.builds(Episodes, every_s=st.just(900.0), lasts_s=st.floats(1, 400)),
    sending_fails=st.none() | st.builds(Episodes, every_s=st.just(700.0), lasts_s=st.just(60.0)),
    drift_ppm=st.floats(-5000, 5000),
    clock_offset_s=st.sampled_from([-100_000.0, 0.0, 30.0, 5000.0]),
    duplicates=st.floats(0, 0.5),
    reordered=st.floats(0, 0.5),
    lost_acks=st.floats(0, 0.5),
    slowness_s=st.sampled_from([0.0, 2.0]),
)


@given(conduct=_CONDUCTS)
@settings(max_examples=8, deadline=None)
def test_however_it_behaves_every_reading_arrives(conduct: Conduct) -> None:
    async def scenario(folder: Path) -> None:
        stage = FieldStage(folder, conduct=conduct)
        refuse_future(stage)
        async with stage.power_on():
            await asyncio.sleep(3600)
            calm = 0
            while stage.device.readings.pending and calm < 3600:
                await asyncio.sleep(10)
                calm += 10
            assert stage.device.readings.pending <= 1
            assert set(stage.system.seen) >= set(range(stage.counters.measured - 1))
            assert stage.counters.sent >= stage.counters.acknowledged

    with TemporaryDirectory() as folder:
        run_virtually(scenario(Path(folder)))


def test_the_same_seed_misbehaves_the_same_way(tmp_path: Path) -> None:
    conduct = Conduct(
        seed="7",
        outages=Episodes(every_s=300, lasts_s=40),
        duplicates=0.3,
        reordered=0.3,
        lost_acks=0.3,
    )

    async def scenario(folder: Path) -> list[int]:
        async with FieldStage(folder, conduct=conduct).power_on() as stage:
            await asyncio.sleep(3600)
            return [one["sequence"] for one in stage.network.readings()]

    first, second = (run_virtually(scenario(tmp_path / name)) for name in "ab")
    assert first == second
    assert first != sorted(set(first)), "it did misbehave"
