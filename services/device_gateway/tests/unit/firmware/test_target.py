"""One device's update, whatever is said late, twice or never."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.device_gateway.domain.firmware.target import (
    OPEN,
    SAID_LAST,
    Phase,
    Progress,
    Target,
    cancelled,
    expired,
    held_back,
    offered,
    progressed,
    reported,
)
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.firmware.samples import PATIENCE, target

_SAYABLE = [*OPEN[2:], *SAID_LAST]
_PROGRESS = st.builds(Progress, phase=st.sampled_from(_SAYABLE), percent=st.integers(0, 100))
_MINUTE = timedelta(minutes=1)


def after_status(
    known: Target, runs: str, *, now: datetime = NOW, started_at: datetime | None = None
) -> Target:
    return reported(
        known, runs=runs, version="1.1.0", started_at=started_at, now=now, patience=PATIENCE
    )


@given(st.lists(_PROGRESS, max_size=12))
def test_progress_never_goes_back_and_the_first_last_word_stays(said: list[Progress]) -> None:
    known = offered(target(), NOW)
    last: Phase | None = None
    for each in said:
        before = known
        known = progressed(known, each, NOW)
        if last is None and each.phase in SAID_LAST:
            last = each.phase
        if last is None:
            order = list(OPEN)
            assert order.index(known.phase) >= order.index(before.phase)
        else:
            assert known.phase is last


@given(st.lists(_PROGRESS, max_size=8))
def test_repeating_everything_changes_nothing(said: list[Progress]) -> None:
    once = offered(target(), NOW)
    for each in said:
        once = progressed(once, each, NOW)
    again = once
    for each in said:
        again = progressed(again, each, NOW + _MINUTE)
    assert again.phase is once.phase
    assert again.percent == once.percent


def test_the_new_version_in_a_status_is_success_until_the_device_says_otherwise() -> None:
    """The message that confirmed was lost, or it came up and then failed to measure."""
    known = after_status(offered(target(), NOW), "1.1.0")
    assert (known.phase, known.supposed) == (Phase.CONFIRMED, True)
    assert progressed(known, Progress(phase=Phase.CONFIRMED), NOW).supposed is False
    assert after_status(known, "1.0.0").phase is Phase.ROLLED_BACK
    rolled_back = progressed(known, Progress(phase=Phase.ROLLED_BACK), NOW)
    assert after_status(rolled_back, "1.1.0") == rolled_back


def test_a_rollback_shows_by_a_restart_into_the_old_version() -> None:
    installing = target(phase=Phase.INSTALLING, offered_at=NOW, changed_at=NOW)
    later = NOW + 3 * _MINUTE

    still_writing = after_status(installing, "1.0.0", now=later, started_at=NOW - 60 * _MINUTE)
    assert still_writing == installing
    silent_about_uptime = after_status(installing, "1.0.0", now=later)
    assert silent_about_uptime == installing
    restarted = after_status(installing, "1.0.0", now=later, started_at=NOW + _MINUTE)
    assert (restarted.phase, restarted.supposed) == (Phase.ROLLED_BACK, True)
    too_long = after_status(installing, "1.0.0", now=NOW + 10 * _MINUTE)
    assert too_long.phase is Phase.ROLLED_BACK
    # It had only been slow.
    assert after_status(restarted, "1.1.0").phase is Phase.CONFIRMED


@pytest.mark.parametrize("phase", [Phase.OFFERED, Phase.DOWNLOADING, Phase.VERIFYING])
def test_the_old_version_says_nothing_before_installing(phase: Phase) -> None:
    known = target(phase=phase, offered_at=NOW)
    assert after_status(known, "1.0.0", now=NOW + 60 * _MINUTE, started_at=NOW + _MINUTE) == known


def test_silence_fails_but_a_late_word_is_believed() -> None:
    known = offered(target(), NOW)
    day = NOW + PATIENCE.update
    assert expired(known, turn_since=NOW, now=day - _MINUTE, patience=PATIENCE) == known
    silent = expired(known, turn_since=NOW, now=day, patience=PATIENCE)
    assert silent.phase is Phase.TIMED_OUT
    assert progressed(silent, Progress(phase=Phase.DOWNLOADING), day) == silent
    assert progressed(silent, Progress(phase=Phase.CONFIRMED), day).phase is Phase.CONFIRMED


def test_who_never_came_is_no_failure() -> None:
    known = target()
    late = NOW + PATIENCE.turn
    assert expired(known, turn_since=None, now=late, patience=PATIENCE) == known
    assert expired(known, turn_since=NOW, now=late, patience=PATIENCE).phase is Phase.MISSED


@given(st.sampled_from(Phase), st.booleans())
def test_nothing_is_offered_held_back_or_cancelled_out_of_turn(
    phase: Phase, supposed: bool
) -> None:
    known = target(phase=phase, offered_at=NOW, supposed=supposed)
    assert (offered(known, NOW) != known) == (phase is Phase.WAITING)
    assert (held_back(known, NOW) != known) == (phase is Phase.OFFERED)
    assert (cancelled(known, NOW) != known) == (phase in (Phase.WAITING, Phase.OFFERED))
