"""When a community's excess power becomes a surplus, and when its members are called (R7, FR4.2).

A pure state machine in event time: idle, then a candidate while the excess stays at or above the
threshold in force, then an open episode until the excess falls below the end level. An open episode
calls members as soon as the policy lets it, and others when the excess has grown well beyond what
it called for. A sample of too little is no statement: it completes nothing, and ends an episode
only when nothing better came for the maximum age.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from services.engagement.domain.surplus.policy import SurplusPolicy

UPDATE_INTERVAL: Final = timedelta(minutes=5)
"""Least time between two statements of an open episode's excess."""
CHANGE_WORTH_TELLING: Final = 0.25
"""Of the excess told last."""
CALL_SPACING: Final = timedelta(hours=1)
"""Least time between two calls of one episode: as long as it is looked for what a call changed."""
GROWTH_WORTH_CALLING: Final = 2
"""Times the excess that the call before was for."""
MOST_CALLS: Final = 3
"""Of one episode."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The balance at one instant of event time."""

    at: datetime
    excess_mw: int
    produced_mw: int
    fresh_ratio: float
    """Of the facilities with a device, how many are in the balance, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Idle:
    """No surplus."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The excess reached the threshold at `since` and has stayed there."""

    since: datetime


@dataclass(frozen=True, slots=True)
class OpenEpisode:
    """There is surplus."""

    started_at: datetime
    peak_excess_mw: int
    told_at: datetime
    """When its excess was told last, by its detection or an update."""
    told_excess_mw: int
    called_at: datetime | None = None
    """When members were called last."""
    unreliable_since: datetime | None = None
    """Since when the samples have been of too little."""
    calls: int = 0
    spoken_for_mw: int = 0
    """The excess of the last call: all that members were called for until then."""


Phase = Idle | Candidate | OpenEpisode


@dataclass(frozen=True, slots=True)
class SurplusState:
    """What a community's next decision depends on, beside the balance."""

    phase: Phase = Idle()
    last_called_at: datetime | None = None


EndReason = Literal["below", "silent", "unreliable", "removed"]
"""Below the end level; nothing heard any more; too little of it fresh; the community is gone."""


@dataclass(frozen=True, slots=True)
class EpisodeDetected:
    """The minimum duration is complete."""

    started_at: datetime
    detected_at: datetime
    excess_mw: int


@dataclass(frozen=True, slots=True)
class CallDue:
    """Members may be told of the open episode now, at or after its detection."""

    started_at: datetime
    at: datetime
    excess_mw: int
    number: int = 1
    """Of the episode's calls, from 1."""
    spoken_for_mw: int = 0
    """What others were called for before."""


@dataclass(frozen=True, slots=True)
class EpisodeUpdated:
    """The excess of the open episode is another than was told last."""

    started_at: datetime
    at: datetime
    excess_mw: int
    peak_excess_mw: int


@dataclass(frozen=True, slots=True)
class EpisodeEnded:
    """The excess fell below the end level, or nothing is known any more."""

    started_at: datetime
    ended_at: datetime
    """Where the surplus was last known, unless the reason is "below"."""
    peak_excess_mw: int
    reason: EndReason


Transition = EpisodeDetected | CallDue | EpisodeUpdated | EpisodeEnded
_IDLE: Final = Idle()
Step = tuple[SurplusState, tuple[Transition, ...]]


def step(state: SurplusState, policy: SurplusPolicy, sample: Sample) -> Step:
    """The state after this sample and what happened; the same object when nothing changed.

    Samples come in event-time order. Feeding one twice changes nothing.
    """
    phase = state.phase
    is_reliable = policy.is_reliable(sample.fresh_ratio)
    if isinstance(phase, OpenEpisode):
        if not is_reliable:
            return _while_unreliable(state, phase, policy, sample)
        return _while_open(state, phase, policy, sample)
    if not is_reliable or not policy.is_surplus(sample.excess_mw, sample.produced_mw):
        return (state if isinstance(phase, Idle) else replace(state, phase=_IDLE)), ()
    since = phase.since if isinstance(phase, Candidate) else sample.at
    if sample.at - since >= policy.minimum_duration:
        return _detect(state, policy, since, sample)
    if isinstance(phase, Candidate):
        return state, ()
    return replace(state, phase=Candidate(since)), ()


def lose_sight(state: SurplusState, last_seen_at: datetime, reason: EndReason) -> Step:
    """Nothing is known of the community since `last_seen_at`: no surplus is claimed."""
    phase = state.phase
    if isinstance(phase, Idle):
        return state, ()
    if isinstance(phase, Candidate):
        return replace(state, phase=_IDLE), ()
    return _end(state, phase, phase.unreliable_since or last_seen_at, reason)


def resume(
    state: SurplusState, policy: SurplusPolicy, seen_until: datetime, watermark: datetime
) -> SurplusState:
    """The state to go on with after a restart that saw nothing from `seen_until` to `watermark`.

    An episode goes on: the next sample says whether there still is surplus.
    """
    if isinstance(state.phase, Candidate) and watermark - seen_until > policy.maximum_age:
        return replace(state, phase=_IDLE)
    return state


def may_call(last_called_at: datetime | None, at: datetime, cooldown: timedelta) -> bool:
    """False within the cooldown on either side: a replay may come with earlier event times."""
    return last_called_at is None or abs(at - last_called_at) >= cooldown


def _detect(state: SurplusState, policy: SurplusPolicy, since: datetime, sample: Sample) -> Step:
    phase = OpenEpisode(since, sample.excess_mw, sample.at, sample.excess_mw)
    detected = EpisodeDetected(since, sample.at, sample.excess_mw)
    opened, due = _call(replace(state, phase=phase), phase, policy, sample)
    return opened, (detected, *due)


def _while_open(
    state: SurplusState, phase: OpenEpisode, policy: SurplusPolicy, sample: Sample
) -> Step:
    if policy.is_over(sample.excess_mw, sample.produced_mw):
        return _end(state, phase, sample.at, "below")
    if sample.excess_mw > phase.peak_excess_mw or phase.unreliable_since is not None:
        peak_mw = max(sample.excess_mw, phase.peak_excess_mw)
        phase = replace(phase, peak_excess_mw=peak_mw, unreliable_since=None)
        state = replace(state, phase=phase)
    updated: tuple[Transition, ...] = ()
    if _is_news(phase, sample):
        updated = (
            EpisodeUpdated(phase.started_at, sample.at, sample.excess_mw, phase.peak_excess_mw),
        )
        phase = replace(phase, told_at=sample.at, told_excess_mw=sample.excess_mw)
        state = replace(state, phase=phase)
    state, due = _call(state, phase, policy, sample)
    return state, (*updated, *due)


def _while_unreliable(
    state: SurplusState, phase: OpenEpisode, policy: SurplusPolicy, sample: Sample
) -> Step:
    if phase.unreliable_since is None:
        return replace(state, phase=replace(phase, unreliable_since=sample.at)), ()
    if sample.at - phase.unreliable_since <= policy.maximum_age:
        return state, ()
    return _end(state, phase, phase.unreliable_since, "unreliable")


def _call(
    state: SurplusState, phase: OpenEpisode, policy: SurplusPolicy, sample: Sample
) -> tuple[SurplusState, tuple[CallDue, ...]]:
    if (
        not _is_turn(state, phase, policy, sample)
        or not policy.is_surplus(sample.excess_mw, sample.produced_mw)
        or policy.is_quiet(sample.at)
    ):
        return state, ()
    number, excess_mw = phase.calls + 1, sample.excess_mw
    called = replace(phase, called_at=sample.at, calls=number, spoken_for_mw=excess_mw)
    due = CallDue(phase.started_at, sample.at, excess_mw, number, phase.spoken_for_mw)
    return SurplusState(called, last_called_at=sample.at), (due,)


def _is_turn(
    state: SurplusState, phase: OpenEpisode, policy: SurplusPolicy, sample: Sample
) -> bool:
    """The cooldown lies between calls of different episodes; one's own follow its growth."""
    if phase.called_at is None:
        return may_call(state.last_called_at, sample.at, policy.cooldown)
    return (
        phase.calls < MOST_CALLS
        and sample.at - phase.called_at >= CALL_SPACING
        and sample.excess_mw >= phase.spoken_for_mw * GROWTH_WORTH_CALLING
    )


def _is_news(phase: OpenEpisode, sample: Sample) -> bool:
    change_mw = abs(sample.excess_mw - phase.told_excess_mw)
    return (
        sample.at - phase.told_at >= UPDATE_INTERVAL
        and change_mw >= phase.told_excess_mw * CHANGE_WORTH_TELLING
    )


def _end(state: SurplusState, phase: OpenEpisode, at: datetime, reason: EndReason) -> Step:
    ended_at = max(at, phase.started_at)
    ended = EpisodeEnded(phase.started_at, ended_at, phase.peak_excess_mw, reason)
    return replace(state, phase=_IDLE), (ended,)
