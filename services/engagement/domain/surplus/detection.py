"""When a community's excess power becomes a surplus episode worth telling (R7, FR4.2).

A pure state machine in event time: idle, then a candidate while the excess stays at or above the
threshold, then an open episode until the excess falls below the threshold times the end ratio.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

MAXIMUM_BLINDNESS: Final = timedelta(minutes=15)
"""A candidate that nobody watched for longer than this has to start again."""


@dataclass(frozen=True, slots=True)
class SurplusPolicy:
    """What the representative decided. Defaults: published trials on appeals to shift demand."""

    threshold_mw: int = 1_000_000
    end_ratio: float = 0.5
    """Hysteresis: an episode ends below threshold_mw * end_ratio."""
    minimum_duration: timedelta = timedelta(minutes=10)
    cooldown: timedelta = timedelta(hours=4)
    """Least time between two calls."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The balance at one instant of event time."""

    at: datetime
    excess_mw: int


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
    """Members may be told of the open episode now: once an episode, at or after its detection."""

    started_at: datetime
    at: datetime
    excess_mw: int


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
    peak_excess_mw: int
    reason: EndReason


Transition = EpisodeDetected | CallDue | EpisodeEnded
_IDLE: Final = Idle()
Step = tuple[SurplusState, tuple[Transition, ...]]


def step(state: SurplusState, policy: SurplusPolicy, sample: Sample) -> Step:
    """The state after this sample and what happened; the same object when nothing changed.

    Samples come in event-time order. Feeding one twice changes nothing.
    """
    phase = state.phase
    if isinstance(phase, OpenEpisode):
        return _while_open(state, phase, policy, sample)
    if sample.excess_mw < policy.threshold_mw or sample.excess_mw <= 0:
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
    idle = replace(state, phase=_IDLE)
    if isinstance(phase, Candidate):
        return idle, ()
    ended_at = max(last_seen_at, phase.started_at)
    return idle, (EpisodeEnded(phase.started_at, ended_at, phase.peak_excess_mw, reason),)


def resume(state: SurplusState, seen_until: datetime, watermark: datetime) -> SurplusState:
    """The state to go on with after a restart that saw nothing from `seen_until` to `watermark`."""
    if isinstance(state.phase, Candidate) and watermark - seen_until > MAXIMUM_BLINDNESS:
        return replace(state, phase=_IDLE)
    return state


def may_call(last_called_at: datetime | None, at: datetime, cooldown: timedelta) -> bool:
    """False within the cooldown on either side: a replay may come with earlier event times."""
    return last_called_at is None or abs(at - last_called_at) >= cooldown


def _while_open(
    state: SurplusState, phase: OpenEpisode, policy: SurplusPolicy, sample: Sample
) -> Step:
    if sample.excess_mw <= 0 or sample.excess_mw < policy.threshold_mw * policy.end_ratio:
        ended_at = max(sample.at, phase.started_at)
        ended = EpisodeEnded(phase.started_at, ended_at, phase.peak_excess_mw, "below")
        return replace(state, phase=_IDLE), (ended,)
    if sample.excess_mw > phase.peak_excess_mw:
        return replace(state, phase=OpenEpisode(phase.started_at, sample.excess_mw)), ()
    return state, ()


def _detect(state: SurplusState, policy: SurplusPolicy, since: datetime, sample: Sample) -> Step:
    opened = replace(state, phase=OpenEpisode(since, sample.excess_mw))
    detected = EpisodeDetected(since, sample.at, sample.excess_mw)
    if not may_call(state.last_called_at, sample.at, policy.cooldown):
        return opened, (detected,)
    due = CallDue(since, sample.at, sample.excess_mw)
    return replace(opened, last_called_at=sample.at), (detected, due)
