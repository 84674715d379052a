"""What a simulated community promises to who plays it."""

import socket
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.recordings.recording import Powers, Recording, RecordingError
from devstack.recordings.simulation import community as module
from devstack.recordings.simulation.community import SimulatedCommunity, simulate_community

ROME = ZoneInfo("Europe/Rome")
BASE = datetime(2026, 3, 28, 6, tzinfo=UTC)  # the clocks change on the next day
BASE_HOURS = 42


def simulated(
    begin: datetime,
    end: datetime,
    *,
    cadence_s: float = 60,
    facilities: int = 20,
    seed: int = 7,
    cloud_cover: float | None = None,
) -> SimulatedCommunity:
    return simulate_community(
        facilities=facilities,
        begin=begin,
        end=end,
        cadence_s=cadence_s,
        seed=seed,
        cloud_cover=cloud_cover,
    )


def by_instant(recording: Recording) -> dict[tuple[str, int], float]:
    return {
        (name, int(end)): float(power)
        for name, series in recording.series.items()
        for end, power in zip(series.end_ms, series.power_w, strict=True)
    }


def together_w(community: SimulatedCommunity, first: int | None = None) -> Powers:
    """Net power of all facilities, or of the first ones."""
    powers = [series.power_w for series in community.recording.series.values()]
    return np.asarray(np.sum(powers[:first], axis=0))


def day_hours(day: date, first: int, last: int) -> tuple[datetime, datetime]:
    return (
        datetime.combine(day, time(first), tzinfo=ROME),
        datetime.combine(day, time(last), tzinfo=ROME),
    )


@cache
def two_days() -> dict[tuple[str, int], float]:
    end = BASE + timedelta(hours=BASE_HOURS)
    return by_instant(simulated(BASE, end, facilities=8, cadence_s=30).recording)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    start_s=st.floats(0, (BASE_HOURS - 3) * 3600),
    length_s=st.floats(1800, 3 * 3600),
    cadence_s=st.sampled_from([30.0, 60.0, 900.0]),
    facilities=st.integers(1, 12),
)
def test_a_power_depends_on_facility_and_instant_alone(
    start_s: float, length_s: float, cadence_s: float, facilities: int
) -> None:
    begin = BASE + timedelta(seconds=start_s)
    part = simulated(
        begin,
        begin + timedelta(seconds=length_s),
        cadence_s=cadence_s,
        facilities=facilities,
    )
    found = by_instant(part.recording)
    known = two_days()
    common = found.keys() & known.keys()
    assert len(common) == part.recording.readings * min(facilities, 8) // facilities
    assert {key: found[key] for key in common} == {key: known[key] for key in common}


def test_stamps_are_multiples_of_the_cadence_wholly_inside() -> None:
    begin = BASE + timedelta(seconds=3)
    recording = simulated(begin, begin + timedelta(seconds=60), cadence_s=10).recording
    seconds = recording.series["Home 1"].end_ms / 1000 - BASE.timestamp()
    assert seconds.tolist() == [20, 30, 40, 50, 60]
    assert recording.interval_s == 10
    assert recording.begins_at >= begin


def test_facilities_share_one_array_of_instants() -> None:
    series = list(simulated(BASE, BASE + timedelta(hours=1)).recording.series.values())
    assert all(one.end_ms is series[0].end_ms for one in series)


def test_another_seed_is_another_community() -> None:
    end = BASE + timedelta(hours=1)
    one, other = (simulated(BASE, end, seed=seed).recording for seed in (1, 2))
    for name in one.facilities:
        if name in other.facilities and not name.startswith("School"):
            assert not np.array_equal(one.series[name].power_w, other.series[name].power_w)


@pytest.mark.parametrize(("month", "seed"), [(1, 0), (4, 7), (6, 2**40), (9, 1), (12, 3)])
def test_a_clear_midday_feeds_in_and_a_night_draws(month: int, seed: int) -> None:
    day = date(2026, month, 16)
    midday, night = (
        simulated(*day_hours(day, *hours), seed=seed, facilities=45, cloud_cover=cover)
        for hours, cover in (((11, 13), 0.0), ((1, 3), None))
    )
    for facilities in (4, 20, 45):
        assert together_w(midday, facilities).mean() < -5000
        assert together_w(night, facilities).min() > 0


@pytest.mark.parametrize("month", [3, 6, 9])
def test_clouds_make_the_surplus_come_and_go(month: int) -> None:
    begin, end = day_hours(date(2026, month, 20), 10, 16)
    cloudy = together_w(simulated(begin, end, cloud_cover=0.5))
    clear = together_w(simulated(begin, end, cloud_cover=0.0))
    half_w = clear.mean() / 2
    crossings = np.count_nonzero(np.diff(np.sign(cloudy - half_w)))
    assert crossings >= 4
    assert np.all(cloudy >= clear - 1e-6)


def test_days_have_their_own_weather() -> None:
    june = datetime(2026, 6, 1, tzinfo=ROME)
    month = together_w(simulated(june, june + timedelta(days=20), cadence_s=300))
    by_hour = month.reshape(20, 24, 12).mean(axis=2)
    fed_in_w = -by_hour[:, 11:14].mean(axis=1)
    assert fed_in_w.max() > 20_000
    assert fed_in_w.min() < 8_000


@pytest.mark.parametrize("seed", [0, 5])
def test_powers_keep_to_what_is_registered(seed: int) -> None:
    community = simulated(
        datetime(2026, 6, 10, tzinfo=UTC),
        datetime(2026, 6, 13, tzinfo=UTC),
        facilities=40,
        seed=seed,
        cloud_cover=0.2,
    )
    assert community.recording.facilities == tuple(one.name for one in community.profiles)
    for profile in community.profiles:
        power = community.recording.series[profile.name].power_w
        assert power.max() <= profile.max_consumption_w
        assert power.min() >= -profile.max_production_w
        assert (power.min() < 0) == (profile.member_type != "consumer")
        assert (power.max() > 0) == (profile.member_type != "producer")
        assert (profile.commissioned_on is None) == (profile.member_type == "consumer")


def test_even_a_few_are_a_mix() -> None:
    community = simulated(BASE, BASE + timedelta(hours=1), facilities=3)
    kinds = [profile.member_type for profile in community.profiles]
    assert sorted(kinds) == ["consumer", "producer", "self-consumer"]
    twenty = simulated(BASE, BASE + timedelta(hours=1)).profiles
    assert [one.member_type for one in twenty].count("producer") == 1
    assert len({one.name for one in twenty}) == 20


def test_homes_use_what_homes_use() -> None:
    for month in (1, 7):
        community = simulated(
            datetime(2026, month, 5, tzinfo=ROME),
            datetime(2026, month, 19, tzinfo=ROME),
            cadence_s=120,
        )
        daily_kwh = [
            series.power_w.mean() * 24 / 1000
            for name, series in community.recording.series.items()
            if name.startswith("Home") and series.power_w.min() >= 0
        ]
        assert 5 < np.mean(daily_kwh) < 12
        assert min(daily_kwh) > 3


def test_nothing_is_asked_of_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert simulated(BASE, BASE + timedelta(hours=1)).recording.readings == 1200


def test_who_only_replays_a_file_waits_for_no_sun() -> None:
    code = (
        "import sys, devstack.recordings.simulation.community; "
        "print({'pandas', 'pvlib', 'demandlib'} & set(sys.modules))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, timeout=60
    )
    assert found.stdout.strip() == b"set()"


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"facilities": 0}, "0 facilities"),
        ({"facilities": 10_001}, "10,001 facilities"),
        ({"begin": datetime(1999, 1, 1, tzinfo=UTC)}, "2000 to 2099"),
        ({"end": datetime(2100, 1, 1, tzinfo=UTC)}, "2000 to 2099"),
        ({"begin": datetime(2026, 1, 1)}, "no zone"),  # noqa: DTZ001  what must not happen
        ({"end": BASE}, "no whole interval"),
        ({"begin": BASE + 2 * HOUR}, "no whole interval"),
        ({"cadence_s": 0.0}, "a cadence of 0 s"),
        ({"cadence_s": float("nan")}, "a cadence of nan s"),
        ({"cadence_s": 7200.0}, "a cadence of 7200 s"),
        ({"seed": -1}, "negative"),
        ({"cloud_cover": 1.5}, "between 0 and 1"),
        ({"cloud_cover": float("nan")}, "between 0 and 1"),
        ({"end": BASE + timedelta(days=300), "cadence_s": 1.0}, "coarser cadence"),
    ],
)
def test_what_cannot_be_simulated_is_told(changed: dict[str, Any], reason: str) -> None:
    given_values: dict[str, Any] = {
        "facilities": 2, "begin": BASE, "end": BASE + HOUR, "cadence_s": 60.0, "seed": 1,
    }  # fmt: skip
    with pytest.raises(RecordingError, match=reason):
        simulate_community(**(given_values | changed))


def test_a_simulation_has_the_limit_of_a_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_READINGS", 119)
    with pytest.raises(RecordingError, match="120 readings are more than 119"):
        simulated(BASE, BASE + HOUR, facilities=2)
