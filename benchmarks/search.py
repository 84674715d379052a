"""Which rate to try next, and whether one was carried."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

GROWTH_TOLERATED: Final = 0.05
"""Share of the rate by which the backlog may seem to grow: it goes up and down with batches."""
BACKLOG_TOLERATED_S: Final = 1.0
"""Seconds of load that may be on their way at the end."""
_STEP_UP: Final = 1.6
_CLOSE_ENOUGH: Final = 1.12
_LOWEST_RATE_PER_S: Final = 10.0
_MINIMUM_SAMPLES: Final = 4
_LOAD_THAT_MUST_LEAVE: Final = 0.97


@dataclass(frozen=True, slots=True)
class Sample:
    """How many readings had been sent, and were stored, folded and acknowledged, at a moment."""

    at_s: float
    sent: int
    done: int

    @property
    def backlog(self) -> int:
        """Readings on their way."""
        return self.sent - self.done


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A rate that was tried. `backlog_growth_per_s`: over the trial's second half."""

    rate_per_s: float
    seconds: float
    sent: int
    backlog_growth_per_s: float
    backlog_at_end: int
    sustained: bool


def judge(rate_per_s: float, samples: Sequence[Sample]) -> Trial:
    """Whether the system kept up: the backlog neither grew nor was long at the end.

    Raises ValueError for fewer samples than a judgement needs.
    """
    if len(samples) < _MINIMUM_SAMPLES:
        raise ValueError(f"{len(samples)} samples say nothing: make the steps longer")
    middle = len(samples) // 2
    growth_per_s = _slope(samples[middle:])
    last = samples[-1]
    seconds = last.at_s - samples[0].at_s
    load_left = last.sent - samples[0].sent >= _LOAD_THAT_MUST_LEAVE * rate_per_s * seconds
    sustained = (
        load_left
        and growth_per_s <= GROWTH_TOLERATED * rate_per_s
        and last.backlog <= BACKLOG_TOLERATED_S * rate_per_s
    )
    return Trial(
        rate_per_s=rate_per_s,
        seconds=seconds,
        sent=last.sent - samples[0].sent,
        backlog_growth_per_s=growth_per_s,
        backlog_at_end=last.backlog,
        sustained=sustained,
    )


def next_rate(trials: Sequence[Trial], *, first_per_s: float, highest_per_s: float) -> float | None:
    """The rate to try next; None when the highest sustained one is known closely enough."""
    if not trials:
        return min(first_per_s, highest_per_s)
    best = best_rate(trials)
    failed = [t.rate_per_s for t in trials if not t.sustained and t.rate_per_s > (best or 0)]
    if best is None:
        lower = min(failed) / _STEP_UP
        return lower if lower >= _LOWEST_RATE_PER_S else None
    if not failed:
        higher = min(best * _STEP_UP, highest_per_s)
        return higher if higher > best else None
    if min(failed) <= best * _CLOSE_ENOUGH:
        return None
    return math.sqrt(best * min(failed))


def best_rate(trials: Sequence[Trial]) -> float | None:
    """The highest rate that was sustained; None when none was."""
    return max((trial.rate_per_s for trial in trials if trial.sustained), default=None)


def _slope(samples: Sequence[Sample]) -> float:
    """By how many readings a second the backlog grows: least squares."""
    mean_at = sum(sample.at_s for sample in samples) / len(samples)
    mean_backlog = sum(sample.backlog for sample in samples) / len(samples)
    spread = sum((sample.at_s - mean_at) ** 2 for sample in samples)
    if spread == 0:
        return 0.0
    together = sum((s.at_s - mean_at) * (s.backlog - mean_backlog) for s in samples)
    return together / spread
