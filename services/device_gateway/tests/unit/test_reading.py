"""What is believed, and what K does to it."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.readings.placement import placements_of
from services.device_gateway.domain.readings.reading import (
    Measurement,
    Reading,
    ReadingRules,
    judge,
)
from services.device_gateway.domain.readings.refusal import Reason, Refusal
from services.device_gateway.tests.examples import (
    COMMUNITY_ID,
    FACILITY_ID,
    LONG_AGO,
    NOW,
    facility,
)

_RULES = ReadingRules()
_PLACES = placements_of(facility("m"))["m"]
_PLACES_K_25 = placements_of(facility("m", k=25.0))["m"]


def reason_of(outcome: Reading | Refusal) -> Reason | None:
    return outcome.reason if isinstance(outcome, Refusal) else None


def test_reading_is_placed_and_multiplied() -> None:
    """R8, R9: the device knows neither its facility nor its meter's K (125/5 = 25)."""
    said = Measurement("m", NOW, -40.0, 7, 1000.0, 2.5, 2)

    reading = judge(said, _PLACES_K_25, NOW, _RULES)

    assert reading == Reading(
        "m", NOW, NOW, -1000.0, FACILITY_ID, COMMUNITY_ID, 7, 25_000.0, 62.5, 2
    )


def test_time_is_kept_in_utc() -> None:
    rome = timezone(timedelta(hours=2))
    said = Measurement("m", NOW.astimezone(rome), 1.0)

    reading = judge(said, _PLACES, NOW, _RULES)

    assert isinstance(reading, Reading)
    assert reading.measured_at == NOW
    assert reading.measured_at.tzinfo is UTC


def test_known_device_outside_its_intervals_is_kept_without_a_place() -> None:
    """Nobody's facility gets it, and K is not applied: which meter it was is not known."""
    said = Measurement("m", LONG_AGO - timedelta(seconds=1), 40.0)

    reading = judge(said, _PLACES_K_25, LONG_AGO, _RULES)

    assert isinstance(reading, Reading)
    assert (reading.facility_id, reading.community_id) == (None, None)
    assert reading.power_w == 40.0


@pytest.mark.parametrize(
    ("ahead_s", "expected"),
    [
        (120, None),
        (121, Reason.FUTURE_TIMESTAMP),
        (-400 * 86_400, None),
        (-400 * 86_400 - 1, Reason.TOO_OLD),
    ],
)
def test_age_limits(ahead_s: int, expected: Reason | None) -> None:
    said = Measurement("m", NOW + timedelta(seconds=ahead_s), 1.0)
    assert reason_of(judge(said, _PLACES, NOW, _RULES)) == expected


@pytest.mark.parametrize("power_w", [2_000_000.0, -2_000_000.0])
def test_power_limit_is_after_k(power_w: float) -> None:
    assert reason_of(judge(Measurement("m", NOW, power_w), _PLACES, NOW, _RULES)) is None
    over = Measurement("m", NOW, power_w / 25 * 1.001)
    assert reason_of(judge(over, _PLACES_K_25, NOW, _RULES)) is Reason.ABSURD_POWER


@pytest.mark.parametrize(
    "said",
    [
        Measurement("m", NOW, math.nan),
        Measurement("m", NOW, math.inf),
        Measurement("m", NOW, -1e308),
        Measurement("m", NOW, 1.0, None, math.nan),
        Measurement("m", NOW, 1.0, None, None, 1e308),
    ],
)
def test_not_finite_is_not_a_number(said: Measurement) -> None:
    """1e308 is finite until it is multiplied."""
    assert reason_of(judge(said, _PLACES_K_25, NOW, _RULES)) is Reason.NOT_A_NUMBER


def test_naive_time_is_refused() -> None:
    said = Measurement("m", NOW.replace(tzinfo=None), 1.0)
    assert reason_of(judge(said, _PLACES, NOW, _RULES)) is Reason.BAD_TIMESTAMP


_ZONES = st.none() | st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m)))


@given(
    st.datetimes(timezones=_ZONES),
    st.floats(),
    st.none() | st.floats(),
    st.none() | st.floats(),
)
def test_never_raises_and_what_is_accepted_is_sane(
    measured_at: datetime, power_w: float, import_wh: float | None, export_wh: float | None
) -> None:
    said = Measurement("m", measured_at, power_w, None, import_wh, export_wh)

    outcome = judge(said, _PLACES_K_25, NOW, _RULES)

    if isinstance(outcome, Reading):
        assert math.isfinite(outcome.power_w)
        assert abs(outcome.power_w) <= _RULES.max_power_w
        assert NOW - _RULES.max_age <= outcome.measured_at <= NOW + _RULES.max_ahead
