"""The surplus state machine over a trace, and an oracle that looks at the whole trace at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np
import numpy.typing as npt

from services.engagement.domain.surplus.detection import (
    CallDue,
    EpisodeDetected,
    EpisodeEnded,
    EpisodeUpdated,
    Sample,
    SurplusState,
    Transition,
    step,
)
from services.engagement.domain.surplus.policy import SurplusPolicy

ITALY = holidays.country_holidays("IT")
_Flags = npt.NDArray[np.bool_]
_Numbers = npt.NDArray[np.int64]


def run(
    policy: SurplusPolicy, samples: Iterable[Sample], state: SurplusState | None = None
) -> tuple[SurplusState, list[Transition]]:
    """The state afterwards and all that happened."""
    state = state or SurplusState()
    happened: list[Transition] = []
    for sample in samples:
        state, transitions = step(state, policy, sample)
        happened.extend(transitions)
    return state, happened


@dataclass(frozen=True)
class _Trace:
    """A trace as columns, and what each sample is by itself."""

    seconds: _Numbers
    excess: _Numbers
    good: _Flags
    high: _Flags
    """Good, and at or above the threshold in force."""
    low: _Flags
    """Good, and below the end level."""
    blind: _Flags
    """Not good, and none was for longer than the maximum age."""
    high_since: _Numbers
    """Index of the first of the uninterrupted high samples up to here."""
    bad_since: _Numbers


def oracle(policy: SurplusPolicy, samples: list[Sample]) -> list[Transition]:
    """The requirement read literally over the whole trace, with no state carried along."""
    if not samples:
        return []
    columns = _columns(policy, samples)
    minimum_s = policy.minimum_duration.total_seconds()
    lasted_s = columns.seconds - columns.seconds[columns.high_since]
    complete = columns.high & (lasted_s >= minimum_s)
    over = columns.low | columns.blind
    awake = columns.high & ~np.array([_is_quiet(policy, sample.at) for sample in samples])
    events: list[tuple[int, int, Transition]] = []
    earlier: list[int] = []
    begin = 0
    while complete[begin:].any():
        detected = begin + int(np.argmax(complete[begin:]))
        after = over[detected:]
        end = detected + int(np.argmax(after)) if after.any() else len(samples)
        started_at = samples[int(columns.high_since[detected])].at
        excess = samples[detected].excess_mw
        events.append((detected, 0, EpisodeDetected(started_at, samples[detected].at, excess)))
        events += _updates(columns, samples, started_at, detected, end)
        calls = _calls(policy, columns, awake, (detected, end), earlier)
        for number, index in enumerate(calls, start=1):
            before = samples[calls[number - 2]].excess_mw if number > 1 else 0
            sample = samples[index]
            due = CallDue(started_at, sample.at, sample.excess_mw, number, before)
            events.append((index, 2, due))
        earlier += calls
        if end < len(samples):
            known = columns.excess[detected:end][columns.good[detected:end]]
            last = end if columns.low[end] else int(columns.bad_since[end])
            reason = "below" if columns.low[end] else "unreliable"
            ended = EpisodeEnded(started_at, samples[last].at, int(known.max()), reason)  # type: ignore[arg-type]
            events.append((end, 3, ended))
        begin = end + 1
    return [event for _, _, event in sorted(events, key=lambda each: each[:2])]


def _calls(
    policy: SurplusPolicy,
    columns: _Trace,
    awake: _Flags,
    span: tuple[int, int],
    earlier: list[int],
) -> list[int]:
    """An episode's calls: the first once the cooldown allows, others hours and doublings apart."""
    indices = np.arange(len(awake))
    allowed = awake & (indices >= span[0]) & (indices < span[1])
    for other in earlier:
        apart_s = abs(columns.seconds - columns.seconds[other])
        allowed &= apart_s >= policy.cooldown.total_seconds()
    calls: list[int] = []
    while allowed.any() and len(calls) < 3:
        last = int(np.argmax(allowed))
        calls.append(last)
        allowed &= columns.seconds >= columns.seconds[last] + 3600
        allowed &= columns.excess >= 2 * columns.excess[last]
    return calls


def _columns(policy: SurplusPolicy, samples: list[Sample]) -> _Trace:
    seconds = np.array([round(sample.at.timestamp()) for sample in samples])
    excess = np.array([sample.excess_mw for sample in samples])
    produced = np.array([sample.produced_mw for sample in samples])
    good = np.array([sample.fresh_ratio for sample in samples]) >= policy.minimum_fresh_ratio
    level = np.maximum(policy.threshold_mw, policy.threshold_ratio * produced)
    high = good & (excess > 0) & (excess >= level)
    bad_since = _first_of_run(~good)
    return _Trace(
        seconds=seconds,
        excess=excess,
        good=good,
        high=high,
        low=good & ((excess <= 0) | (excess < level * policy.end_ratio)),
        blind=~good & (seconds - seconds[bad_since] > policy.maximum_age.total_seconds()),
        high_since=_first_of_run(high),
        bad_since=bad_since,
    )


def _first_of_run(flags: _Flags) -> _Numbers:
    """Of each index, the first of the uninterrupted flags up to it; itself where there is none."""
    indices = np.arange(len(flags))
    previous = np.concatenate(([False], flags[:-1]))
    return np.maximum.accumulate(np.where(flags & previous, 0, indices))


def _updates(
    columns: _Trace, samples: list[Sample], started_at: datetime, detected: int, end: int
) -> list[tuple[int, int, Transition]]:
    updates: list[tuple[int, int, Transition]] = []
    told = detected
    known = np.where(columns.good, columns.excess, 0)
    while True:
        change = abs(columns.excess - columns.excess[told]) * 4 >= columns.excess[told]
        due = columns.good & change & (columns.seconds >= columns.seconds[told] + 300)
        due[: told + 1] = False
        due[end:] = False
        if not due.any():
            return updates
        told = int(np.argmax(due))
        peak = int(known[detected : told + 1].max())
        update = EpisodeUpdated(started_at, samples[told].at, samples[told].excess_mw, peak)
        updates.append((told, 1, update))


def _is_quiet(policy: SurplusPolicy, at: datetime) -> bool:
    """By the rule of summer time itself, in Rome: from the last Sunday of March to October's."""
    begins, ends = (_last_sunday(at.year, month) for month in (3, 10))
    hours = 2 if begins <= at < ends else 1
    clock = at.replace(tzinfo=None) + timedelta(hours=hours)
    if policy.quiet_on_holidays and (clock.date() in ITALY or clock.date() in policy.holidays):
        return True
    if policy.quiet is None:
        return False
    minute, start, end = (
        moment.hour * 60 + moment.minute for moment in (clock, policy.quiet.start, policy.quiet.end)
    )
    return (minute - start) % 1440 < (end - start) % 1440


def _last_sunday(year: int, month: int) -> datetime:
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(sunday.year, sunday.month, sunday.day, 1, tzinfo=UTC)
