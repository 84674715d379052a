"""What a policy would have done with balances of the past (FR4.2).

The state machine is the one that decides live; its samples are the balances at the ends of minutes.
So a start, an end or a call can differ from a live one by a minute, and by what late devices told.
How old a reading may be was decided when the minute was kept, by the policy of then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.engagement.domain.balance.minutes import MINUTE, BalanceMinute
from services.engagement.domain.surplus.detection import (
    CallDue,
    EndReason,
    EpisodeDetected,
    EpisodeEnded,
    Sample,
    SurplusState,
    Transition,
    lose_sight,
    step,
)
from services.engagement.domain.surplus.policy import SurplusPolicy

_MICROJOULES: Final = 1000
"""Of a milliwatt-second."""


@dataclass(frozen=True, slots=True)
class ReplayedEpisode:
    """An episode as it would have been."""

    started_at: datetime
    detected_at: datetime
    ended_at: datetime | None = None
    """None: still open at the end of the replay."""
    end_reason: EndReason | None = None
    peak_excess_mw: int = 0
    excess_energy_uj: int = 0
    """What the community produced more than it consumed while the episode was open, from its
    detection on."""
    calls: tuple[CallDue, ...] = ()
    """When members would have been called; never, by cooldown, quiet hours or holidays."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The episodes of a period, and how much of it is known."""

    policy: SurplusPolicy
    episodes: tuple[ReplayedEpisode, ...]
    minutes: int
    """Of which a balance is known or, up to the policy's maximum age, held."""
    reliable_minutes: int
    """Of these, how many were good enough to declare a surplus."""

    @property
    def calls(self) -> tuple[CallDue, ...]:
        """All calls, in order."""
        return tuple(due for episode in self.episodes for due in episode.calls)


def replay(policy: SurplusPolicy, minutes: Iterable[BalanceMinute]) -> Replay:
    """Run the policy over one community's minutes, which are in order."""
    run = _Run(policy)
    for minute in minutes:
        run.see(minute)
    return run.result()


class _Run:
    def __init__(self, policy: SurplusPolicy) -> None:
        self._policy = policy
        self._state = SurplusState()
        self._episodes: list[ReplayedEpisode] = []
        self._last: Sample | None = None
        self._minutes = self._reliable = 0

    def see(self, minute: BalanceMinute) -> None:
        sample = minute.sample
        held = self._held(sample.at)
        self._minutes += held
        if self._policy.is_reliable(sample.fresh_ratio):
            self._reliable += held
        self._state, transitions = step(self._state, self._policy, sample)
        self._take(transitions)
        self._last = sample

    def _held(self, until: datetime) -> int:
        """How many minutes the sample stands for: those since the last one, unless too many."""
        last = self._last
        if last is None:
            return 1
        if until - last.at > max(self._policy.maximum_age, MINUTE):
            self._state, transitions = lose_sight(self._state, last.at, "silent")
            self._take(transitions)
            return 1
        self._add_energy(last, until)
        return (until - last.at) // MINUTE

    def _add_energy(self, last: Sample, until: datetime) -> None:
        if self._episodes and self._episodes[-1].ended_at is None:
            seconds = (until - last.at) // timedelta(seconds=1)
            added_uj = max(0, last.excess_mw) * seconds * _MICROJOULES
            open_one = self._episodes[-1]
            self._episodes[-1] = replace(
                open_one,
                excess_energy_uj=open_one.excess_energy_uj + added_uj,
                peak_excess_mw=max(open_one.peak_excess_mw, last.excess_mw),
            )

    def _take(self, transitions: Iterable[Transition]) -> None:
        for transition in transitions:
            _add(transition, self._episodes)

    def result(self) -> Replay:
        return Replay(self._policy, tuple(self._episodes), self._minutes, self._reliable)


def episodes_of(transitions: Iterable[Transition]) -> list[ReplayedEpisode]:
    """The episodes that one community's transitions tell of; their energy is not known."""
    episodes: list[ReplayedEpisode] = []
    for transition in transitions:
        _add(transition, episodes)
    return episodes


def _add(transition: Transition, episodes: list[ReplayedEpisode]) -> None:
    match transition:
        case EpisodeDetected(started_at, detected_at, excess_mw):
            episodes.append(ReplayedEpisode(started_at, detected_at, peak_excess_mw=excess_mw))
        case CallDue() as due:
            episodes[-1] = replace(episodes[-1], calls=(*episodes[-1].calls, due))
        case EpisodeEnded(_, ended_at, peak_excess_mw, reason):
            episodes[-1] = replace(
                episodes[-1],
                ended_at=ended_at,
                peak_excess_mw=peak_excess_mw,
                end_reason=reason,
            )
        case _:
            pass
