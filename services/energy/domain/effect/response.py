"""What a call changed: a difference of differences, with how sure one can be of it.

A facility's change is its net withdrawal in the hour after the call, less the mean of the same
hour on like days. The effect is the mean change of those told less that of those held out by lot:
whatever else made the day special happened to both. Without anybody held out only facilities that
feed nothing in are looked at, for sun alone changes the others; and weather and season remain.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FEWEST_LIKE_DAYS: Final = 3
FEWEST_IN_A_GROUP: Final = 2
"""Of fewer the spread cannot be known."""
_95_PERCENT: Final = 1.959964
"""Of a normal distribution; with few facilities the true range is somewhat wider."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One facility, an hour after a call. Energies in microjoules, net: withdrawn less fed in."""

    actual_uj: int
    usual_uj: tuple[int, ...]
    """On like days."""
    feeds_in: bool
    """In any of these hours."""

    @property
    def change_uj(self) -> float:
        """How much more than usual."""
        return self.actual_uj - sum(self.usual_uj) / len(self.usual_uj)


class ComparedWith(StrEnum):
    """What the told ones' change is measured against."""

    HELD_OUT = "held_out"
    USUAL_DAYS = "usual_days"
    NOTHING = "nothing"
    """Too few facilities are known."""


@dataclass(frozen=True, slots=True)
class Group:
    """The facilities of one group whose change is known."""

    facilities: int
    mean_change_uj: float
    variance: float
    """Of the mean, in squared microjoules."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Per told facility, in microjoules; `low_uj` to `high_uj` is the 95 % range."""

    compared_with: ComparedWith
    told: Group | None
    held_out: Group | None
    change_uj: float = 0.0
    low_uj: float = 0.0
    high_uj: float = 0.0

    @property
    def is_conclusive(self) -> bool:
        """True when no effect at all lies outside of the range."""
        return self.compared_with is not ComparedWith.NOTHING and not (
            self.low_uj <= 0 <= self.high_uj
        )


def effect_of(told: Sequence[Observation], held_out: Sequence[Observation]) -> Effect:
    """The effect of one call."""
    control = _group(held_out)
    if control is not None:
        group = _group(told)
        if group is None:
            return Effect(ComparedWith.NOTHING, None, control)
        difference = group.mean_change_uj - control.mean_change_uj
        error = math.sqrt(group.variance + control.variance)
        return _ranged(ComparedWith.HELD_OUT, group, control, difference, error)
    group = _group([seen for seen in told if not seen.feeds_in])
    if group is None:
        return Effect(ComparedWith.NOTHING, None, None)
    return _ranged(
        ComparedWith.USUAL_DAYS, group, None, group.mean_change_uj, math.sqrt(group.variance)
    )


def pooled(effects: Sequence[Effect]) -> Effect:
    """The mean effect of several calls, each counted by its told facilities.

    Of those compared with a hold-out, where there are any; else of those compared with usual days.
    """
    for kind in (ComparedWith.HELD_OUT, ComparedWith.USUAL_DAYS):
        alike = [(each, each.told) for each in effects if each.compared_with is kind]
        weights = [group.facilities for _, group in alike if group is not None]
        total = sum(weights)
        if total:
            change = sum(w * e.change_uj for w, (e, _) in zip(weights, alike, strict=True)) / total
            error = math.sqrt(
                sum((w * _error(e) / total) ** 2 for w, (e, _) in zip(weights, alike, strict=True))
            )
            return _ranged(kind, None, None, change, error)
    return Effect(ComparedWith.NOTHING, None, None)


def _group(seen: Sequence[Observation]) -> Group | None:
    known = [each.change_uj for each in seen if len(each.usual_uj) >= FEWEST_LIKE_DAYS]
    count = len(known)
    if count < FEWEST_IN_A_GROUP:
        return None
    mean = math.fsum(known) / count
    spread = math.fsum((change - mean) ** 2 for change in known) / (count - 1)
    return Group(count, mean, spread / count)


def _ranged(
    compared_with: ComparedWith,
    told: Group | None,
    held_out: Group | None,
    change_uj: float,
    error_uj: float,
) -> Effect:
    half = _95_PERCENT * error_uj
    return Effect(compared_with, told, held_out, change_uj, change_uj - half, change_uj + half)


def _error(effect: Effect) -> float:
    return (effect.high_uj - effect.low_uj) / (2 * _95_PERCENT)
