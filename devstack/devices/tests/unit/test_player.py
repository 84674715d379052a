"""A recording is measured in order, in time, as far as the devices take it."""

import asyncio
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devstack.devices.player import PlayReport, play
from devstack.devices.settings import FleetError
from devstack.devices.tests.fake_network import FakeFleet, settle
from devstack.devices.tests.virtual_time import run_virtually
from devstack.recordings.clock_mapping import TimeMapping, map_clock
from devstack.recordings.recording import PowerSeries, Recording, from_ms, to_ms

NOW = datetime(2026, 6, 21, 12, tzinfo=UTC)
_MINUTE_MS = 60_000


class RecordingFleet(FakeFleet):
    """Notes what is measured, and when."""

    def __init__(self, device_ids: Sequence[str] = ("a", "b"), **settings: Any) -> None:
        super().__init__(device_ids, **settings)
        self.measured: list[tuple[float, str, int, float]] = []

    def measure(self, device_id: str, stamp_ms: int, power_w: float) -> None:
        super().measure(device_id, stamp_ms, power_w)
        now_s = asyncio.get_running_loop().time()
        self.measured.append((now_s, device_id, stamp_ms, power_w))


def recording(minutes: Mapping[str, Sequence[int]]) -> Recording:
    """Facilities with readings at these minutes; the power is the minute."""
    return Recording(
        interval_ms=_MINUTE_MS,
        series={
            name: PowerSeries(
                np.array(ends, dtype=np.int64) * _MINUTE_MS, np.array(ends, dtype=np.float64)
            )
            for name, ends in minutes.items()
        },
    )


def virtual_now() -> datetime:
    return NOW + timedelta(seconds=asyncio.get_running_loop().time())


async def played(
    what: Recording,
    fleet: FakeFleet,
    *,
    speed: float = math.inf,
    mapping: TimeMapping = TimeMapping.ENDING_NOW,
    stop: asyncio.Event | None = None,
) -> PlayReport:
    return await play(
        what,
        map_clock(what, mapping=mapping, now=NOW, speed=speed),
        fleet,
        device_of={"roof": "a", "school": "b"},
        stop=stop or asyncio.Event(),
        now=virtual_now,
    )


_MINUTES = st.lists(st.integers(1, 200), unique=True, max_size=30).map(sorted)


@given(roof=_MINUTES, school=_MINUTES)
def test_all_readings_in_the_order_of_stamps(roof: list[int], school: list[int]) -> None:
    if not roof + school:
        return
    what = recording({"roof": roof, "school": school})

    async def scenario() -> None:
        async with RecordingFleet() as fleet:
            report = await played(what, fleet)
            shift_ms = to_ms(NOW) - what.last_ms
            expected = sorted(
                [(minute, "a") for minute in roof] + [(minute, "b") for minute in school]
            )
            assert [one[1:] for one in fleet.measured] == [
                (device_id, minute * _MINUTE_MS + shift_ms, float(minute))
                for minute, device_id in expected
            ]
            assert report == PlayReport(readings=len(roof) + len(school), until=NOW, complete=True)

    run_virtually(scenario())


@pytest.mark.parametrize("speed", [1.0, 60.0])
def test_each_reading_waits_for_its_turn(speed: float) -> None:
    what = recording({"roof": [1, 2, 3, 10], "school": [2, 10]})

    async def scenario() -> None:
        async with RecordingFleet() as fleet:
            await played(what, fleet, speed=speed)
            times_s = [one[0] for one in fleet.measured]
            assert times_s == pytest.approx(
                [after_min * 60 / speed for after_min in (0, 1, 1, 2, 9, 9)], abs=0.01
            )

    run_virtually(scenario())


def test_no_reading_is_measured_before_its_own_time() -> None:
    what = recording({"roof": [1, 3], "school": [2]})

    async def scenario() -> None:
        async with RecordingFleet() as fleet:
            report = await played(what, fleet, mapping=TimeMapping.STARTING_NOW)
            assert [one[0] for one in fleet.measured] == pytest.approx([0, 60, 120], abs=0.01)
            assert report.until == NOW + timedelta(minutes=2)

    run_virtually(scenario())


def test_as_fast_as_acknowledged_runs_four_windows_ahead_and_no_further() -> None:
    what = recording({"roof": range(1, 101), "school": [100]})

    async def scenario() -> None:
        async with RecordingFleet(window=4) as fleet:
            playing = asyncio.create_task(played(what, fleet))
            await settle()
            assert fleet.pending("a") == 16
            link = fleet.dialers["a"].link
            while not playing.done():
                assert fleet.pending("a") <= 16
                link.answer_all()
                await settle()
            assert playing.result().readings == 101

    run_virtually(scenario())


def test_a_full_buffer_holds_a_paced_play_back_and_then_it_catches_up() -> None:
    what = recording({"roof": range(1, 21), "school": []})

    async def scenario() -> None:
        async with RecordingFleet(window=2, buffer_readings=12) as fleet:
            playing = asyncio.create_task(played(what, fleet, speed=60))
            await asyncio.sleep(30)
            assert len(fleet.measured) == 12
            link = fleet.dialers["a"].link
            while fleet.pending("a") or not playing.done():
                link.answer_all()
                await settle()
            assert asyncio.get_running_loop().time() == pytest.approx(30, abs=0.1)

    run_virtually(scenario())


@pytest.mark.parametrize("speed", [1.0, math.inf], ids=["waiting for time", "waiting for room"])
def test_it_stops_at_once(speed: float) -> None:
    what = recording({"roof": range(1, 1_001), "school": [1]})

    async def scenario() -> None:
        stop = asyncio.Event()
        async with RecordingFleet(window=4) as fleet:
            playing = asyncio.create_task(played(what, fleet, speed=speed, stop=stop))
            await asyncio.sleep(90)
            before_s = asyncio.get_running_loop().time()
            stop.set()
            report = await playing
            assert asyncio.get_running_loop().time() == before_s
            assert not report.complete
            assert report.readings == len(fleet.measured)
            assert report.until == from_ms(fleet.measured[-1][2])

    run_virtually(scenario())


def test_others_get_their_turn_while_much_is_due() -> None:
    what = recording({"roof": range(1, 3_001), "school": [1]})

    async def scenario() -> None:
        stop = asyncio.Event()
        async with RecordingFleet(window=1_000) as fleet:
            asyncio.get_running_loop().call_later(0, stop.set)
            report = await played(what, fleet, stop=stop)
            assert report.readings <= 500

    run_virtually(scenario())


def test_stopped_before_it_began() -> None:
    async def scenario() -> None:
        stop = asyncio.Event()
        stop.set()
        async with RecordingFleet() as fleet:
            report = await played(recording({"roof": [1], "school": [1]}), fleet, stop=stop)
            assert report == PlayReport(readings=0, until=None, complete=False)

    run_virtually(scenario())


def test_every_facility_has_a_device_and_no_two_the_same() -> None:
    what = recording({"roof": [1], "barn": [1]})
    clock = map_clock(what, now=NOW)

    async def scenario() -> None:
        async with RecordingFleet() as fleet:
            stop = asyncio.Event()
            with pytest.raises(FleetError, match="measures barn"):
                await play(what, clock, fleet, device_of={"roof": "a"}, stop=stop)
            with pytest.raises(FleetError, match="measures roof"):
                await play(what, clock, fleet, device_of={"roof": "c", "barn": "b"}, stop=stop)
            with pytest.raises(FleetError, match="the same device"):
                await play(what, clock, fleet, device_of={"roof": "a", "barn": "a"}, stop=stop)

    run_virtually(scenario())
