"""The surplus state machine against an independent oracle (R7, FR4.2)."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.surplus.detection import (
    CallDue,
    Candidate,
    EpisodeDetected,
    EpisodeEnded,
    Idle,
    OpenEpisode,
    Sample,
    SurplusPolicy,
    SurplusState,
    Transition,
    lose_sight,
    resume,
    step,
)
from services.engagement.tests.engine import KW, POLICY, at

MINUTE = 60


def run(
    policy: SurplusPolicy, samples: list[Sample], state: SurplusState | None = None
) -> tuple[SurplusState, list[Transition]]:
    state = state or SurplusState()
    happened: list[Transition] = []
    for sample in samples:
        state, transitions = step(state, policy, sample)
        happened.extend(transitions)
    return state, happened


def trace(*points: tuple[float, float]) -> list[Sample]:
    """(minutes, kW)."""
    return [Sample(at(minutes * MINUTE), round(kw * KW)) for minutes, kw in points]


def oracle(policy: SurplusPolicy, samples: list[Sample]) -> list[Transition]:
    """The requirement read literally over the whole trace, with no state carried along."""
    events: list[Transition] = []
    notified: list[datetime] = []
    begin = 0
    while True:
        found = _first_complete_run(policy, samples, begin)
        if found is None:
            return events
        start, complete = found
        moment = samples[complete].at
        events.append(EpisodeDetected(samples[start].at, moment, samples[complete].excess_mw))
        if all(moment - earlier >= policy.cooldown for earlier in notified):
            notified.append(moment)
            events.append(CallDue(samples[start].at, moment, samples[complete].excess_mw))
        below = [
            index
            for index in range(complete + 1, len(samples))
            if samples[index].excess_mw < policy.threshold_mw * policy.end_ratio
            or samples[index].excess_mw <= 0
        ]
        if not below:
            return events
        peak = max(sample.excess_mw for sample in samples[complete : below[0]])
        events.append(EpisodeEnded(samples[start].at, samples[below[0]].at, peak, "below"))
        begin = below[0] + 1


def _first_complete_run(
    policy: SurplusPolicy, samples: list[Sample], begin: int
) -> tuple[int, int] | None:
    high = [sample.excess_mw >= policy.threshold_mw and sample.excess_mw > 0 for sample in samples]
    for complete in range(begin, len(samples)):
        start = complete
        while start > begin and high[start - 1] and high[complete]:
            start -= 1
        long_enough = samples[complete].at - samples[start].at >= policy.minimum_duration
        if high[complete] and long_enough:
            return start, complete
    return None


@st.composite
def traces(draw: st.DrawFn) -> list[Sample]:
    gaps = draw(st.lists(st.integers(1, 900), max_size=60))
    moment = 0
    samples = []
    for gap in gaps:
        moment += gap
        samples.append(Sample(at(moment), draw(st.integers(-3, 6)) * KW // 2))
    return samples


policies = st.builds(
    SurplusPolicy,
    threshold_mw=st.integers(0, 4).map(lambda half: half * KW // 2),
    end_ratio=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
    minimum_duration=st.integers(0, 2400).map(lambda seconds: timedelta(seconds=seconds)),
    cooldown=st.integers(0, 20_000).map(lambda seconds: timedelta(seconds=seconds)),
)


@given(policies, traces())
def test_it_decides_what_the_oracle_decides(policy: SurplusPolicy, samples: list[Sample]) -> None:
    assert run(policy, samples)[1] == oracle(policy, samples)


@given(policies, traces())
def test_no_two_calls_are_closer_than_the_cooldown(
    policy: SurplusPolicy, samples: list[Sample]
) -> None:
    told = [event.at for event in run(policy, samples)[1] if isinstance(event, CallDue)]
    assert all(later - earlier >= policy.cooldown for earlier, later in pairwise(told))


@given(policies, traces(), st.data())
def test_every_sample_may_be_fed_twice(
    policy: SurplusPolicy, samples: list[Sample], data: st.DataObject
) -> None:
    if policy.minimum_duration == timedelta(0):
        policy = SurplusPolicy(policy.threshold_mw, policy.end_ratio, cooldown=policy.cooldown)
    repeated = [s for s in samples for _ in range(data.draw(st.integers(1, 2)))]
    assert run(policy, repeated) == run(policy, samples)


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


def test_an_episode_within_the_cooldown_is_detected_but_not_told() -> None:
    _, events = run(POLICY, trace((0, 2), (10, 2), (20, 0), (30, 2), (40, 2), (50, 0)))
    assert [type(event) for event in events] == [
        *(EpisodeDetected, CallDue, EpisodeEnded),
        *(EpisodeDetected, EpisodeEnded),
    ]


def test_a_threshold_of_zero_still_needs_an_excess() -> None:
    policy = SurplusPolicy(threshold_mw=0, minimum_duration=timedelta(0))
    assert run(policy, trace((0, 0)))[1] == []
    assert len(run(policy, trace((0, 0.1)))[1]) == 2


def test_losing_sight_ends_what_was_going_on_where_it_was_last_seen() -> None:
    candidate = SurplusState(Candidate(at(0)))
    assert lose_sight(candidate, at(60), "silent") == (SurplusState(Idle()), ())
    open_state = SurplusState(OpenEpisode(at(0), 2 * KW), last_called_at=at(600))
    state, events = lose_sight(open_state, at(900), "removed")
    assert state == SurplusState(Idle(), last_called_at=at(600))
    assert events == (EpisodeEnded(at(0), at(900), 2 * KW, "removed"),)


def test_a_candidate_resumes_after_a_short_blindness_only() -> None:
    candidate = SurplusState(Candidate(at(0)))
    assert resume(candidate, at(60), at(60 + 900)) == candidate
    assert resume(candidate, at(60), at(60 + 901)) == SurplusState(Idle())
    open_state = SurplusState(OpenEpisode(at(0), KW))
    assert resume(open_state, at(60), at(90_000)) == open_state
