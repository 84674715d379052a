from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from devstack.demo.play_start import SUNNY_FROM, choose_start

ROME = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 6, 21, 15, 0, tzinfo=ROME)
moments = st.timedeltas(timedelta(0), timedelta(days=7000)).map(
    lambda since: datetime(2020, 1, 1, tzinfo=UTC) + since
)


def start(
    now: datetime = NOW,
    *,
    speed: float = 60.0,
    duration_s: float | None = 60.0,
    resume_after: datetime | None = None,
    not_before: datetime | None = None,
) -> datetime:
    return choose_start(
        now=now,
        zone=ROME,
        speed=speed,
        duration_s=duration_s,
        resume_after=resume_after,
        not_before=not_before,
    )


@given(moments, st.floats(1.01, 10_000), st.floats(1, 3600))
def test_it_is_the_latest_sunny_start_that_leaves_room(
    now: datetime, speed: float, duration_s: float
) -> None:
    played = timedelta(seconds=speed * duration_s)
    begin = start(now, speed=speed, duration_s=duration_s)
    local = begin.astimezone(ROME)
    next_day = datetime.combine(local.date() + timedelta(days=1), SUNNY_FROM, ROME)
    assert local.time() == SUNNY_FROM
    assert begin + played <= now
    assert next_day.astimezone(UTC) + played > now


@given(moments, st.floats(1, 10_000), moments, moments)
def test_it_is_never_in_the_future(
    now: datetime, speed: float, resume_after: datetime, not_before: datetime
) -> None:
    begin = start(now, speed=speed, resume_after=resume_after, not_before=not_before)
    assert begin <= now


def test_live_begins_now() -> None:
    assert start(speed=1.0) == NOW


def test_without_an_end_there_are_hours_ahead() -> None:
    begin = start(NOW.replace(hour=12), duration_s=None)
    assert begin == datetime(2026, 6, 20, 10, 15, tzinfo=ROME)


def test_an_earlier_run_is_gone_on_with() -> None:
    left = NOW.replace(hour=12, minute=30)
    assert start(resume_after=left) == left


def test_what_an_earlier_run_left_long_ago_is_not() -> None:
    assert start(resume_after=NOW - timedelta(days=9)) == NOW.replace(hour=10, minute=15)


def test_devices_do_not_measure_before_they_are_known() -> None:
    known_since = NOW.replace(hour=14)
    assert start(not_before=known_since) == known_since
