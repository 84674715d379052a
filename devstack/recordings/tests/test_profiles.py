import numpy as np
import pytest

from devstack.recordings.profiles import FacilityProfile, infer_profiles
from devstack.recordings.recording import PowerSeries, Recording


def inferred(*power_w: float) -> FacilityProfile:
    ends = np.arange(1, len(power_w) + 1, dtype=np.int64) * 60_000
    recording = Recording(interval_ms=60_000, series={"H1": PowerSeries(ends, np.array(power_w))})
    (profile,) = infer_profiles(recording)
    return profile


def test_who_never_feeds_in_is_a_consumer_without_a_plant() -> None:
    profile = inferred(100.0, 0.0, 3200.0)
    assert profile.member_type == "consumer"
    assert profile.max_production_w == 0
    assert profile.commissioned_on is None


def test_who_does_both_is_a_self_consumer_with_a_plant_since_the_decree() -> None:
    profile = inferred(900.0, -2600.0)
    assert profile.member_type == "self-consumer"
    assert profile.commissioned_on is not None
    assert profile.commissioned_on.isoformat() > "2021-12-16"


def test_an_inverters_own_use_leaves_a_producer_a_producer() -> None:
    assert inferred(10.0, -5000.0, 10.0).member_type == "producer"
    assert inferred(200.0, -5000.0).member_type == "self-consumer"


@pytest.mark.parametrize(
    ("power_w", "draws_w", "feeds_in_w"),
    [(4001.0, 4500.0, 0.0), (4000.0, 4000.0, 0.0), (10.0, 3000.0, 0.0), (-4100.0, 3000.0, 4500.0)],
)
def test_extremes_are_rounded_up_and_a_contract_has_three_kilowatts(
    power_w: float, draws_w: float, feeds_in_w: float
) -> None:
    profile = inferred(power_w)
    assert (profile.max_consumption_w, profile.max_production_w) == (draws_w, feeds_in_w)
