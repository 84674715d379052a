"""The surplus state machine, example by example (R7, FR4.2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.domain.surplus.detection import (
    CallDue,
    Candidate,
    EpisodeDetected,
    EpisodeEnded,
    EpisodeUpdated,
    Idle,
    OpenEpisode,
    Sample,
    SurplusState,
    lose_sight,
    resume,
)
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.tests.engine import KW, NOON, at
from services.engagement.tests.surplus import run

MINUTE = 60
HOUR = 60
"""In the minutes of `trace`."""
POLICY = SurplusPolicy()
NIGHT = NOON.replace(hour=19)
"""21:00 in Rome."""


def trace(*points: tuple[float, float], start: datetime = NOON, fresh: float = 1.0) -> list[Sample]:
    """(minutes, kW), all of what is produced in excess."""
    return [
        Sample(start + timedelta(minutes=minutes), round(kw * KW), max(0, round(kw * KW)), fresh)
        for minutes, kw in points
    ]


def test_a_surplus_is_detected_when_the_minimum_duration_is_complete_and_not_before() -> None:
    _, events = run(POLICY, trace((0, 0), (1, 1.2), (10.9, 1.5)))
    assert events == []
    _, events = run(POLICY, trace((0, 0), (1, 1.2), (11, 1.5)))
    assert events == [
        EpisodeDetected(at(60), at(660), round(1.5 * KW)),
        CallDue(at(60), at(660), round(1.5 * KW)),
    ]


def test_a_dip_below_the_threshold_starts_the_duration_again() -> None:
    state, events = run(POLICY, trace((0, 2), (5, 0.9), (6, 2), (15, 2)))
    assert events == []
    assert state.phase == Candidate(at(6 * MINUTE))


def test_hysteresis_keeps_an_episode_open_above_half_the_threshold() -> None:
    _, events = run(POLICY, trace((0, 2), (10, 2), (11, 0.5), (12, 3), (13, 0.49)))
    assert [type(event) for event in events] == [EpisodeDetected, CallDue, EpisodeEnded]
    assert events[2] == EpisodeEnded(at(0), at(13 * MINUTE), 3 * KW, "below")


def test_an_excess_must_be_a_part_of_what_is_produced_too() -> None:
    """FR4.2: two kilowatts are little where a hundred are produced."""
    samples = [Sample(at(second), 2 * KW, 100 * KW, 1.0) for second in (0, 600)]
    assert run(POLICY, samples)[1] == []
    assert len(run(replace(POLICY, threshold_ratio=0.02), samples)[1]) == 2


def test_the_end_level_follows_the_threshold_in_force() -> None:
    def sample(second: float, excess_kw: float) -> Sample:
        return Sample(at(second), round(excess_kw * KW), 100 * KW, 1.0)

    _, events = run(POLICY, [sample(0, 10), sample(600, 10), sample(660, 5), sample(720, 4.99)])
    assert events[-1] == EpisodeEnded(at(0), at(720), 10 * KW, "below")


def test_a_threshold_of_zero_still_needs_an_excess() -> None:
    policy = SurplusPolicy(threshold_mw=0, threshold_ratio=0, minimum_duration=timedelta(0))
    assert run(policy, trace((0, 0)))[1] == []
    assert len(run(policy, trace((0, 0.1)))[1]) == 2


def test_within_the_cooldown_the_call_waits_until_it_is_over() -> None:
    day = trace((0, 2), (10, 2), (20, 0), (30, 2), (40, 2), (249, 2), (250, 2), (300, 0))
    _, events = run(POLICY, day)
    assert [event for event in events if isinstance(event, CallDue)] == [
        CallDue(at(0), at(10 * MINUTE), 2 * KW),
        CallDue(at(30 * MINUTE), at(250 * MINUTE), 2 * KW),
    ]


def test_an_episode_that_ends_within_the_cooldown_calls_nobody() -> None:
    _, events = run(POLICY, trace((0, 2), (10, 2), (20, 0), (30, 2), (40, 2), (249, 0)))
    assert [type(event) for event in events] == [
        *(EpisodeDetected, CallDue, EpisodeEnded),
        *(EpisodeDetected, EpisodeEnded),
    ]


def test_a_surplus_at_night_calls_in_the_morning() -> None:
    """FR4.2: quiet from 21:00 to 08:00; detection does not wait."""
    night = trace((0, 2), (10, 2), (11 * HOUR - 0.1, 2), (11 * HOUR, 3), start=NIGHT)
    _, events = run(POLICY, night)
    morning = NIGHT + timedelta(hours=11)
    assert events[0] == EpisodeDetected(NIGHT, NIGHT + timedelta(minutes=10), 2 * KW)
    assert [event for event in events if isinstance(event, CallDue)] == [
        CallDue(NIGHT, morning, 3 * KW)
    ]


def test_nobody_is_called_while_an_episode_is_below_the_threshold() -> None:
    night = trace((0, 2), (10, 2), (11 * HOUR, 0.6), (11 * HOUR + 5, 1), start=NIGHT)
    calls = [event for event in run(POLICY, night)[1] if isinstance(event, CallDue)]
    assert [call.at for call in calls] == [NIGHT + timedelta(hours=11, minutes=5)]


@pytest.mark.parametrize(
    ("day", "morning"),
    [
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),
    ],
)
def test_quiet_hours_follow_the_clock_when_it_changes(day: datetime, morning: datetime) -> None:
    """Eight o'clock is an hour earlier, or later, than the day before."""
    every_quarter = [(quarter * 15.0, 2.0) for quarter in range(4 * 24)]
    policy = replace(POLICY, cooldown=timedelta(hours=10))
    _, events = run(policy, trace(*every_quarter, start=day + timedelta(hours=8)))
    [call] = [event for event in events if isinstance(event, CallDue)]
    assert call.at == morning


def test_holidays_are_quiet_from_midnight_to_midnight_by_the_communitys_clock() -> None:
    """Christmas and the day after it; midnight in Rome is 23:00 UTC of the day before."""
    eve = datetime(2026, 12, 24, 22, 50, tzinfo=UTC)
    long = trace((0, 2), (11, 2), *((hour * HOUR + 10.0, 2.0) for hour in range(1, 73)), start=eve)

    def first_call(policy: SurplusPolicy) -> datetime:
        [call] = [event for event in run(policy, long)[1] if isinstance(event, CallDue)]
        return call.at

    policy = replace(POLICY, quiet=None, quiet_on_holidays=True)
    assert first_call(policy) == datetime(2026, 12, 26, 23, 0, tzinfo=UTC)
    saints_day = replace(policy, holidays=frozenset({date(2026, 12, 27)}))
    assert first_call(saints_day) == datetime(2026, 12, 27, 23, 0, tzinfo=UTC)
    heeded = replace(saints_day, quiet_on_holidays=False)
    assert first_call(heeded) == datetime(2026, 12, 24, 23, 1, tzinfo=UTC)


def test_quiet_hours_can_be_within_a_day_or_over_midnight() -> None:
    zone = POLICY.zone

    def quiet(start: int, end: int) -> list[int]:
        hours = QuietHours(time(start), time(end))
        moments = [NOON.replace(hour=hour) for hour in range(22)]
        return [moment.hour + 2 for moment in moments if hours.hold(moment, zone)]

    assert quiet(13, 15) == [13, 14]
    assert quiet(21, 5) == [2, 3, 4, 21, 22, 23]


def test_an_unreliable_sample_is_no_statement() -> None:
    """It neither begins nor completes a surplus: a candidate starts again."""
    high = trace((0, 2), (10, 2), fresh=0.69)
    assert run(POLICY, high) == (SurplusState(), [])
    state, events = run(POLICY, [*trace((0, 2)), *trace((5, 2), fresh=0.5), *trace((10, 2))])
    assert (state.phase, events) == (Candidate(at(600)), [])


def test_an_open_episode_outlasts_unreliable_samples_up_to_the_maximum_age() -> None:
    opened = trace((0, 2), (10, 2))
    state, events = run(POLICY, [*opened, *trace((11, 0), (26, 9), fresh=0.1), *trace((27, 2))])
    assert len(events) == 2
    assert isinstance(state.phase, OpenEpisode)
    assert (state.phase.unreliable_since, state.phase.peak_excess_mw) == (None, 2 * KW)
    _, events = run(POLICY, [*opened, *trace((11, 0), (26.1, 0), fresh=0.1)])
    assert events[2:] == [EpisodeEnded(at(0), at(11 * MINUTE), 2 * KW, "unreliable")]


def test_nobody_is_called_on_an_unreliable_sample() -> None:
    night = [
        *trace((0, 2), (10, 2), start=NIGHT),
        *trace((11 * HOUR, 2), start=NIGHT, fresh=0.1),
        *trace((11 * HOUR + 1, 2), start=NIGHT),
    ]
    calls = [event for event in run(POLICY, night)[1] if isinstance(event, CallDue)]
    assert [call.at for call in calls] == [NIGHT + timedelta(hours=11, minutes=1)]


def test_an_update_is_a_change_by_a_quarter_at_most_every_five_minutes() -> None:
    _, events = run(
        POLICY, trace((0, 4), (10, 4), (14, 8), (15, 4.9), (16, 5), (20.9, 9), (21, 3.8), (22, 1))
    )
    assert events[2:] == [
        EpisodeUpdated(at(0), at(16 * MINUTE), 5 * KW, 8 * KW),
        EpisodeUpdated(at(0), at(22 * MINUTE), KW, 9 * KW),
    ]


def test_losing_sight_ends_what_was_going_on_where_it_was_last_known() -> None:
    candidate = SurplusState(Candidate(at(0)))
    assert lose_sight(candidate, at(60), "silent") == (SurplusState(Idle()), ())
    phase = OpenEpisode(at(0), 2 * KW, at(600), KW, called_at=at(600))
    state, events = lose_sight(SurplusState(phase, at(600)), at(900), "removed")
    assert state == SurplusState(Idle(), last_called_at=at(600))
    assert events == (EpisodeEnded(at(0), at(900), 2 * KW, "removed"),)
    unreliable = SurplusState(replace(phase, unreliable_since=at(700)))
    assert lose_sight(unreliable, at(900), "silent")[1] == (
        EpisodeEnded(at(0), at(700), 2 * KW, "silent"),
    )


def test_a_candidate_resumes_after_a_short_blindness_only() -> None:
    candidate = SurplusState(Candidate(at(0)))
    assert resume(candidate, POLICY, at(60), at(60 + 900)) == candidate
    assert resume(candidate, POLICY, at(60), at(60 + 901)) == SurplusState(Idle())
    open_state = SurplusState(OpenEpisode(at(0), KW, at(0), KW))
    assert resume(open_state, POLICY, at(60), at(90_000)) == open_state
