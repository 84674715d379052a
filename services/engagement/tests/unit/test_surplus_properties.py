"""The surplus state machine against an oracle, and what holds on any trace (R7, FR4.2)."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.engagement.domain.notifications.call import Member
from services.engagement.domain.notifications.preference import Preference, Standing
from services.engagement.domain.quiet_hours import QuietHours
from services.engagement.domain.replay.calls import Audience, replay_calls
from services.engagement.domain.replay.episodes import Replay, ReplayedEpisode
from services.engagement.domain.surplus.detection import (
    CallDue,
    EpisodeDetected,
    EpisodeEnded,
    Sample,
    SurplusState,
    Transition,
)
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.outbound.surplus.rows import state_from_row, state_to_row
from services.engagement.tests.engine import KW, community, user_id
from services.engagement.tests.surplus import ITALY, oracle, run

COLUMNS = (
    *("phase", "since", "peak_excess_mw", "told_at", "told_excess_mw", "called_at"),
    *("unreliable_since", "last_called_at", "calls", "spoken_for_mw"),
)
STARTS = [
    datetime(2026, 6, 21, 4, tzinfo=UTC),
    datetime(2026, 3, 28, 16, tzinfo=UTC),
    datetime(2026, 10, 24, 16, tzinfo=UTC),
    datetime(2026, 12, 24, 10, tzinfo=UTC),
]
"""A long day, both changes of the clock, and the eve of a holiday."""

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
nights = st.builds(QuietHours, clocks, clocks).filter(lambda night: night.start != night.end)
policies = st.builds(
    SurplusPolicy,
    threshold_mw=st.integers(0, 4).map(lambda half: half * KW // 2),
    threshold_ratio=st.sampled_from([0.0, 0.1, 0.4]),
    end_ratio=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    minimum_duration=st.integers(0, 2400).map(lambda seconds: timedelta(seconds=seconds)),
    cooldown=st.integers(0, 20_000).map(lambda seconds: timedelta(seconds=seconds)),
    maximum_age=st.integers(60, 1800).map(lambda seconds: timedelta(seconds=seconds)),
    minimum_fresh_ratio=st.sampled_from([0.0, 0.5, 0.7, 1.0]),
    quiet=st.none() | nights | st.just(SurplusPolicy().quiet),
    quiet_on_holidays=st.booleans(),
    holidays=st.just(frozenset()) | st.just(frozenset({date(2026, 12, 24), date(2026, 6, 22)})),
)
ratios = st.sampled_from([1.0, 1.0, 1.0, 0.7, 0.6, 0.0])
crowds = st.lists(
    st.builds(
        Preference,
        per_day=st.sampled_from([1, 2, 24]),
        per_week=st.sampled_from([24, 168]),
        minimum_gap=st.sampled_from([0, 1800, 14_400]).map(lambda s: timedelta(seconds=s)),
    ),
    min_size=1,
    max_size=12,
)
points = st.tuples(
    st.integers(1, 900) | st.integers(1, 20_000),
    st.integers(-3, 12),
    st.integers(0, 20),
    ratios,
)


@st.composite
def drawn(draw: st.DrawFn) -> list[Sample]:
    """A short trace that shrinks well."""
    moment = draw(st.sampled_from(STARTS))
    samples = []
    for gap_s, excess, consumed, fresh in draw(st.lists(points, max_size=40)):
        moment += timedelta(seconds=gap_s)
        samples.append(_sample(moment, excess, consumed, fresh))
    return samples


def weather(start: datetime, seed: int) -> list[Sample]:
    """Two days of spells of surplus, calm and lost devices, so that calls and pauses meet."""
    chance = np.random.default_rng(seed)
    moment, samples = start, []
    while moment < start + timedelta(days=2):
        excess, consumed = int(chance.integers(-3, 12)), int(chance.integers(0, 20))
        fresh = float(chance.choice([1.0, 1.0, 1.0, 0.7, 0.5]))
        for _ in range(int(chance.integers(1, 25))):
            moment += timedelta(seconds=int(chance.integers(20, 600)))
            samples.append(_sample(moment, excess + int(chance.integers(0, 2)), consumed, fresh))
    return samples


def _sample(moment: datetime, half_kw: int, consumed_half_kw: int, fresh: float) -> Sample:
    excess_mw = half_kw * KW // 2
    return Sample(moment, excess_mw, max(0, excess_mw) + consumed_half_kw * KW // 2, fresh)


traces = drawn() | st.builds(weather, st.sampled_from(STARTS), st.integers(0, 2**32))


@given(policies, traces)
def test_it_decides_what_the_oracle_decides(policy: SurplusPolicy, samples: list[Sample]) -> None:
    assert run(policy, samples)[1] == oracle(policy, samples)


@given(policies, traces)
def test_no_two_calls_are_closer_than_the_cooldown(
    policy: SurplusPolicy, samples: list[Sample]
) -> None:
    """Of different episodes; those of one are as far apart as they have to be, and doublings."""
    calls = _calls(run(policy, samples)[1])
    for earlier, later in combinations(calls, 2):
        if earlier.started_at != later.started_at:
            assert later.at - earlier.at >= policy.cooldown
        else:
            assert later.at - earlier.at >= timedelta(hours=1)
            assert later.excess_mw >= 2 * earlier.excess_mw
            assert later.number > earlier.number


@given(policies, traces, crowds)
def test_nobody_is_told_twice_of_an_episode_or_within_cooldown_or_own_limits(
    policy: SurplusPolicy, samples: list[Sample], crowd: list[Preference]
) -> None:
    """Whoever the members are, also those who set themselves no limit."""
    assume(samples)
    users = [user_id(number) for number in range(len(crowd))]
    audience = Audience([Member(user) for user in users], list(map(Standing, users, crowd)))
    calls = tuple(_calls(run(policy, samples)[1]))
    played = Replay(policy, (ReplayedEpisode(samples[0].at, samples[0].at, calls=calls),), 0, 0)
    called = replay_calls(community(policy), played, audience).calls
    for user, preference in zip(users, crowd, strict=True):
        told = [call.due for call in called if user in call.told]
        for earlier, later in pairwise(told):
            assert later.started_at != earlier.started_at
            assert later.at - earlier.at >= max(policy.cooldown, preference.minimum_gap)
        days = Counter(due.at.astimezone(policy.zone).date() for due in told)
        assert max(days.values(), default=0) <= preference.per_day


@given(policies, traces)
def test_a_call_is_made_while_its_episode_is_open_awake_and_above_the_threshold(
    policy: SurplusPolicy, samples: list[Sample]
) -> None:
    events = run(policy, samples)[1]
    by_time = {sample.at: sample for sample in samples}
    opened = {event.started_at: event for event in events if isinstance(event, EpisodeDetected)}
    ends = {event.started_at: event.ended_at for event in events if isinstance(event, EpisodeEnded)}
    calls = _calls(events)
    assert max(Counter(call.started_at for call in calls).values(), default=1) <= 3
    for call in calls:
        sample = by_time[call.at]
        assert opened[call.started_at].detected_at <= call.at
        assert call.at <= ends.get(call.started_at, call.at)
        assert sample.excess_mw == call.excess_mw >= policy.threshold_mw
        assert sample.fresh_ratio >= policy.minimum_fresh_ratio
        clock = call.at.astimezone(policy.zone)
        if policy.quiet_on_holidays:
            assert clock.date() not in ITALY
            assert clock.date() not in policy.holidays
        if policy.quiet is not None:
            assert not _between(policy.quiet, clock.time())


def _between(quiet: QuietHours, clock: time) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return not quiet.end <= clock < quiet.start


@given(policies, traces, st.data())
def test_every_sample_may_be_fed_twice(
    policy: SurplusPolicy, samples: list[Sample], data: st.DataObject
) -> None:
    twice = data.draw(st.sets(st.integers(0, max(0, len(samples) - 1))))
    repeated = [s for n, s in enumerate(samples) for _ in range(2 if n in twice else 1)]
    assert run(policy, repeated) == run(policy, samples)


@given(policies, traces, st.data())
def test_a_restart_anywhere_changes_nothing(
    policy: SurplusPolicy, samples: list[Sample], data: st.DataObject
) -> None:
    """What is saved of a state is all that the next decision depends on."""
    cut = data.draw(st.integers(0, len(samples)))
    state, before = run(policy, samples[:cut])
    saved = state_from_row(dict(zip(COLUMNS, state_to_row(state), strict=True)))
    assert saved == state
    assert before + run(policy, samples[cut:], saved)[1] == run(policy, samples)[1]


@given(policies, traces, st.lists(st.floats(0.01, 0.99), min_size=1, max_size=3))
def test_more_samples_of_the_same_give_the_same_episodes(
    policy: SurplusPolicy, samples: list[Sample], parts: list[float]
) -> None:
    """Between a sample and its repetition at the next one's time: splitting decides nothing.

    Only detection and call may come sooner: the minimum duration, or the end of the quiet hours,
    is seen to be over when it is over.
    """
    held = [
        each
        for sample, following in pairwise(samples)
        for each in (sample, _moved(sample, following, 0.999))
    ]
    split = [
        each
        for sample, following in pairwise(samples)
        for part in (0.0, *sorted(parts), 0.999)
        for each in [_moved(sample, following, part)]
    ]
    coarse, fine = run(policy, held)[1], run(policy, split)[1]
    assert _endings(fine) == _endings(coarse)
    assert [event.started_at for event in _detections(fine)] == [
        event.started_at for event in _detections(coarse)
    ]
    for sooner, later in zip(_detections(fine), _detections(coarse), strict=True):
        assert sooner.detected_at <= later.detected_at
        assert sooner.detected_at - sooner.started_at >= policy.minimum_duration


def _moved(sample: Sample, following: Sample, part: float) -> Sample:
    at = sample.at + (following.at - sample.at) * part
    return Sample(at, sample.excess_mw, sample.produced_mw, sample.fresh_ratio)


@pytest.mark.slow
@pytest.mark.parametrize("policy", [SurplusPolicy(), SurplusPolicy(quiet=None)])
def test_a_month_in_event_time(policy: SurplusPolicy) -> None:
    """Thirty-one days of samples a minute apart: sun, clouds, kitchens and lost devices."""
    samples = month()
    _, events = run(policy, samples)
    assert events == oracle(policy, samples)
    calls = _calls(events)
    days = Counter(call.at.astimezone(policy.zone).date() for call in calls)
    assert len(calls) > 20
    assert max(days.values()) <= 3 * 4
    assert max(call.number for call in calls) > 1
    assert all(
        later.at - earlier.at >= policy.cooldown
        for earlier, later in combinations(calls, 2)
        if earlier.started_at != later.started_at
    )


def month() -> list[Sample]:
    chance = np.random.default_rng(7)
    step_s = 60
    seconds = np.arange(0, 31 * 86_400, step_s)
    hours = seconds / 3600 % 24
    sun = np.clip(np.sin((hours - 4) / 15 * np.pi), 0, None) * ((hours > 4) & (hours < 19))
    clouds = np.repeat(chance.uniform(0.05, 1, len(seconds) // 15), 15)
    produced = (sun * clouds * 12 * KW).astype(int)
    kitchens = 2 * KW + KW * np.isin(hours.astype(int), (6, 11, 18)) * 3
    consumed = (kitchens * chance.uniform(0.7, 1.3, len(seconds))).astype(int)
    lost = np.repeat(chance.uniform(0, 1, len(seconds) // 90) < 0.03, 90)
    start = datetime(2026, 6, 1, tzinfo=UTC)
    return [
        Sample(
            start + timedelta(seconds=step_s * index),
            int(produced[index]) - int(consumed[index]),
            int(produced[index]),
            0.4 if lost[index] else 1.0,
        )
        for index in range(len(seconds))
    ]


def _calls(events: list[Transition]) -> list[CallDue]:
    return [event for event in events if isinstance(event, CallDue)]


def _detections(events: list[Transition]) -> list[EpisodeDetected]:
    return [event for event in events if isinstance(event, EpisodeDetected)]


def _endings(events: list[Transition]) -> list[EpisodeEnded]:
    return [event for event in events if isinstance(event, EpisodeEnded)]


def test_a_state_before_the_first_sample_is_saved_too() -> None:
    row = dict(zip(COLUMNS, state_to_row(SurplusState()), strict=True))
    assert state_from_row(row) == SurplusState()
