"""Noise, clouds, sun, standard loads and appliances by themselves."""

import warnings
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from demandlib import bdew
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.recordings.recording import Instants, Powers, to_ms
from devstack.recordings.simulation.appliances import HOME_APPLIANCES, Appliance, appliances_w
from devstack.recordings.simulation.chance import Chance, smooth_noise
from devstack.recordings.simulation.clouds import Clouds
from devstack.recordings.simulation.equipment import DemandKind, Roof
from devstack.recordings.simulation.place import LAZIO
from devstack.recordings.simulation.standard_loads import StandardLoads
from devstack.recordings.simulation.sun import Sun

ROME = ZoneInfo("Europe/Rome")
SOUTH = Roof(peak_w=5000.0, inverter_w=5000.0, tilt_deg=30.0, azimuth_deg=180.0)


def every(step_s: int, begin: datetime, length: timedelta) -> Instants:
    count = length // timedelta(seconds=step_s)
    return to_ms(begin) + np.arange(count, dtype=np.int64) * step_s * 1000


def hours_of(day: date, step_s: int = 60) -> Instants:
    return every(step_s, datetime.combine(day, time(), tzinfo=ROME), timedelta(days=1))


def clear(instants: Instants) -> Powers:
    return np.ones(len(instants))


@settings(deadline=None)
@given(
    begin_ms=st.integers(10**12, 2 * 10**12),
    knot_ms=st.sampled_from([1000, 60_000, 900_000]),
    cut=st.integers(0, 199),
)
def test_noise_is_the_instants_whatever_the_window(begin_ms: int, knot_ms: int, cut: int) -> None:
    instants = begin_ms + np.arange(200, dtype=np.int64) * 30_000
    whole = smooth_noise(Chance(1), instants, knot_ms=knot_ms)
    part = smooth_noise(Chance(1), instants[cut:], knot_ms=knot_ms)
    assert part.tolist() == whole[cut:].tolist()


def test_noise_is_standard_normal_smooth_and_forgets() -> None:
    instants = every(10, datetime(2026, 6, 1, tzinfo=UTC), timedelta(days=20))
    noise = smooth_noise(Chance(3, (4,)), instants, knot_ms=60_000)
    assert noise.mean() == pytest.approx(0, abs=0.03)
    assert noise.std() == pytest.approx(1, abs=0.03)
    in_ten_seconds = np.corrcoef(noise[:-1], noise[1:])[0, 1]
    in_ten_minutes = np.corrcoef(noise[:-60], noise[60:])[0, 1]
    assert in_ten_seconds > 0.9
    assert abs(in_ten_minutes) < 0.05


def test_noise_of_no_instant_is_none() -> None:
    assert len(smooth_noise(Chance(1), np.zeros(0, dtype=np.int64), knot_ms=1000)) == 0


def test_branches_of_chance_are_independent_and_repeatable() -> None:
    drawn = {
        branch: tuple(Chance(5).of(*branch).generator().standard_normal(3))
        for branch in [(), (0,), (1,), (0, 0), (0, 1), (1, 0)]
    }
    assert len(set(drawn.values())) == len(drawn)
    assert drawn[0, 1] == tuple(Chance(5).of(0).of(1).generator().standard_normal(3))


@pytest.mark.parametrize("cover", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_clouds_cover_the_share_they_are_told(cover: float) -> None:
    instants = every(120, datetime(2026, 6, 1, tzinfo=UTC), timedelta(days=60))
    light = Clouds(Chance(2), instants, cover).light_over(1)
    halfway = (1.0 + light.min()) / 2 if cover else 0.5
    covered = light < halfway if cover < 1 else light < 0.5
    assert covered.mean() == pytest.approx(cover, abs=0.06)
    assert light.max() <= 1.0
    assert light.min() > 0.1


def test_neighbours_see_most_of_a_cloud_together() -> None:
    instants = every(60, datetime(2026, 6, 1, tzinfo=UTC), timedelta(days=20))
    clouds = Clouds(Chance(2), instants, 0.5)
    likeness = np.corrcoef(clouds.light_over(1), clouds.light_over(2))[0, 1]
    assert 0.4 < likeness < 0.95


def test_the_sun_rises_culminates_and_sets_when_it_does() -> None:
    """On the solstice: sunrise 5:36, culmination 13:13, sunset 20:49 (Rome's summer time)."""
    instants = hours_of(date(2026, 6, 21))
    power = Sun(LAZIO, instants).production_w(SOUTH, clear(instants))
    hours = (instants - instants[0]) / 3_600_000
    shining = hours[power > 1]
    assert 5.5 < shining.min() < 6.7
    assert 19.5 < shining.max() < 21.0
    assert hours[np.argmax(power)] == pytest.approx(13.2, abs=0.3)
    assert np.all(power[(hours < 5) | (hours > 21.5)] == 0)


def test_a_clear_day_yields_what_a_roof_in_lazio_yields() -> None:
    yields = {}
    for month in (6, 12):
        instants = hours_of(date(2026, month, 21))
        power = Sun(LAZIO, instants).production_w(SOUTH, clear(instants))
        yields[month] = power.mean() * 24 / SOUTH.peak_w  # kWh per kW and day
    assert 5.0 < yields[6] < 7.0
    assert 2.0 < yields[12] < 4.0


def test_light_and_the_inverter_limit_a_roof() -> None:
    instants = hours_of(date(2026, 6, 21))
    sun = Sun(LAZIO, instants)
    small = Roof(peak_w=5000.0, inverter_w=3000.0, tilt_deg=30.0, azimuth_deg=180.0)
    assert sun.production_w(small, clear(instants)).max() == pytest.approx(3000.0)
    half = sun.production_w(SOUTH, clear(instants) * 0.5).max()
    full = sun.production_w(SOUTH, clear(instants)).max()
    assert 0.4 < half / full < 0.55


def test_an_east_roof_produces_earlier_than_a_west_roof() -> None:
    instants = hours_of(date(2026, 6, 21))
    sun = Sun(LAZIO, instants)
    east, west = (
        sun.production_w(
            Roof(peak_w=1000.0, inverter_w=1000.0, tilt_deg=25.0, azimuth_deg=azimuth),
            clear(instants),
        )
        for azimuth in (100.0, 260.0)
    )
    assert np.argmax(west) - np.argmax(east) > 90


@pytest.mark.parametrize("kind", list(DemandKind))
def test_a_years_profile_has_the_years_energy(kind: DemandKind) -> None:
    instants = every(1800, datetime(2026, 1, 1, tzinfo=ROME), timedelta(days=365))
    load = StandardLoads(ROME, instants).load_w(kind, annual_kwh=2700.0)
    assert load.mean() * 8760 / 1000 == pytest.approx(2700.0, rel=0.03)
    assert load.min() > 0


def test_a_quarter_hours_centre_has_the_profiles_own_value() -> None:
    begin = datetime(2026, 6, 1, 12, tzinfo=UTC)
    centres = every(900, begin, timedelta(hours=2)) + 450_000
    load = StandardLoads(ROME, centres).load_w(DemandKind.SHOP, annual_kwh=1_000_000.0)
    quarters = pd.date_range(begin, periods=8, freq="15min").tz_convert(ROME)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", category=DeprecationWarning)
        profile_kw = np.asarray(bdew.G25(quarters))
    assert load == pytest.approx(profile_kw * 1000)


@pytest.mark.parametrize("month", [1, 7])
def test_profiles_follow_local_clocks_and_days(month: int) -> None:
    week = every(900, datetime(2026, month, 5, tzinfo=ROME), timedelta(days=7))
    loads = StandardLoads(ROME, week)
    by_hour = {
        kind: loads.load_w(kind, 1000.0).reshape(7, 24, 4).mean(axis=2) for kind in DemandKind
    }
    home, shop = by_hour[DemandKind.HOME], by_hour[DemandKind.SHOP]
    assert 17 <= int(np.argmax(home.mean(axis=0))) <= 21
    assert int(np.argmin(home.mean(axis=0))) in range(1, 6)
    assert shop.mean(axis=0)[9:12].min() > 1.5 * shop.mean(axis=0)[1:4].max()


def test_appliances_run_as_often_and_as_long_as_they_do() -> None:
    kettle = Appliance(phases=((2000.0, 30.0),), runs_a_day=1.0, hours=(12.0,))
    instants = every(60, datetime(2026, 6, 1, tzinfo=ROME), timedelta(days=300))
    power = appliances_w((kettle,), Chance(1), instants, ROME)
    starts = np.flatnonzero(np.diff(power) > 1500)
    assert len(starts) == pytest.approx(300, rel=0.2)
    assert power.mean() * 24 == pytest.approx(2000 * 0.5, rel=0.2)
    local = [datetime.fromtimestamp(instants[n] / 1000, ROME) for n in starts]
    assert np.mean([moment.hour + moment.minute / 60 for moment in local]) == pytest.approx(
        12.0, abs=0.4
    )


def test_a_run_goes_on_past_midnight_whenever_the_window_begins() -> None:
    late = Appliance(phases=((1000.0, 180.0),), runs_a_day=2.0, hours=(23.5,))
    midnight = datetime(2026, 6, 2, tzinfo=ROME)
    evening = every(60, midnight - timedelta(hours=6), timedelta(hours=12))
    night = every(60, midnight, timedelta(hours=6))
    whole = appliances_w((late,), Chance(1), evening, ROME)
    part = appliances_w((late,), Chance(1), night, ROME)
    assert part[0] > 0
    assert part.tolist() == whole[-len(part) :].tolist()


def test_a_home_has_spikes_and_long_rests() -> None:
    instants = every(60, datetime(2026, 6, 1, tzinfo=ROME), timedelta(days=14))
    power = appliances_w(HOME_APPLIANCES, Chance(6), instants, ROME)
    daily_peaks = power.reshape(14, -1).max(axis=1)
    assert np.median(daily_peaks) > 1300
    assert (power == 0).mean() > 0.7
