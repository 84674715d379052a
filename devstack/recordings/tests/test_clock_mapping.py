from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devstack.recordings.clock_mapping import (
    AS_FAST_AS_ACKNOWLEDGED,
    ClockMapping,
    TimeMapping,
    map_clock,
)
from devstack.recordings.recording import PowerSeries, Recording, RecordingError, to_ms

QUARTER_MS = 900_000
NOW = datetime(2026, 6, 15, 14, 7, 33, tzinfo=UTC)
OCTOBER = datetime(2014, 10, 1, tzinfo=UTC)


def recording(begin: datetime = OCTOBER, quarters: int = 8) -> Recording:
    ends = to_ms(begin) + np.arange(1, quarters + 1, dtype=np.int64) * QUARTER_MS
    return Recording(interval_ms=QUARTER_MS, series={"A": PowerSeries(ends, np.ones(quarters))})


@settings(deadline=None)
@given(
    now_s=st.integers(1_500_000_000, 2_000_000_000),
    begin_s=st.integers(1_000_000_000, 2_000_000_000),
)
def test_ending_now_ends_less_than_an_interval_ago_on_the_same_grid(
    now_s: int, begin_s: int
) -> None:
    recorded = recording(datetime.fromtimestamp(begin_s, UTC))
    now = datetime.fromtimestamp(now_s, UTC)
    clock = map_clock(recorded, now=now)
    assert 0 <= to_ms(now) - clock.system_ms(recorded.last_ms) < QUARTER_MS
    assert clock.shift_ms % QUARTER_MS == 0
    assert clock.first_ms == clock.system_ms(recorded.first_ms)


def test_aligned_to_a_day_the_time_of_day_stays() -> None:
    recorded = recording()
    clock = map_clock(recorded, now=NOW, align_s=86_400)
    assert clock.shift_ms % 86_400_000 == 0
    assert 0 <= to_ms(NOW) - clock.system_ms(recorded.last_ms) < 86_400_000


def test_starting_now_begins_with_the_first_reading() -> None:
    recorded = recording()
    clock = map_clock(recorded, mapping=TimeMapping.STARTING_NOW, now=NOW)
    assert clock.system_ms(recorded.first_ms) == clock.first_ms == to_ms(NOW)


def test_as_recorded_moves_nothing_but_refuses_the_future() -> None:
    clock = map_clock(recording(), mapping=TimeMapping.AS_RECORDED, now=NOW)
    assert clock.shift_ms == 0
    with pytest.raises(RecordingError, match="begins in the future"):
        map_clock(recording(NOW + timedelta(days=1)), mapping=TimeMapping.AS_RECORDED, now=NOW)


@pytest.mark.parametrize("speed", [0.0, -1.0, float("nan")])
def test_a_speed_that_is_none_is_refused(speed: float) -> None:
    with pytest.raises(RecordingError, match="speed"):
        map_clock(recording(), now=NOW, speed=speed)


@pytest.mark.parametrize("align_s", [0.0, -900.0, 0.0001])
def test_an_alignment_that_is_none_is_refused(align_s: float) -> None:
    with pytest.raises(RecordingError, match="alignment"):
        map_clock(recording(), now=NOW, align_s=align_s)


def test_without_a_pace_everything_of_the_past_is_due() -> None:
    clock = ClockMapping(shift_ms=0, first_ms=1000, speed=AS_FAST_AS_ACKNOWLEDGED)
    assert not clock.paced
    assert clock.due_until_ms(0.0, now_ms=50_000) == 50_000
    assert clock.wait_s(50_000, 0.0, now_ms=50_000) == 0


def test_at_sixty_times_a_quarter_hour_is_due_after_fifteen_seconds() -> None:
    clock = ClockMapping(shift_ms=0, first_ms=0, speed=60.0)
    later_ms = 10 * QUARTER_MS
    assert clock.due_until_ms(14.9, now_ms=later_ms) < QUARTER_MS
    assert clock.due_until_ms(15.0, now_ms=later_ms) == QUARTER_MS
    assert clock.wait_s(QUARTER_MS, 5.0, now_ms=later_ms) == pytest.approx(10.0)


@settings(deadline=None)
@given(
    speed=st.floats(0.1, 1e6),
    elapsed_s=st.floats(0, 1e6),
    now_ms=st.integers(0, 10**10),
    stamp_ms=st.integers(0, 10**10),
)
def test_nothing_is_due_before_its_own_time_or_its_turn(
    speed: float, elapsed_s: float, now_ms: int, stamp_ms: int
) -> None:
    clock = ClockMapping(shift_ms=0, first_ms=0, speed=speed)
    due = stamp_ms <= clock.due_until_ms(elapsed_s, now_ms)
    if due:
        assert stamp_ms <= now_ms
        assert clock.wait_s(stamp_ms, elapsed_s, now_ms) == pytest.approx(0, abs=1e-6)
    else:
        assert clock.wait_s(stamp_ms, elapsed_s, now_ms) >= 0
