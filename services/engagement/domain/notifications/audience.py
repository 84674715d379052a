"""Who is told of a surplus, and why the others are not (FR4.1, FR4.2).

A pure choice: of the members who want it, may be told by their limits and do not use the energy
already, those told longest ago, as many as the excess is for. Instead of chance it takes hashes of
the ids, so that whoever decides again decides the same.
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from services.engagement.domain.notifications.preference import Standing

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_HASH_BYTES: Final = 8
_HASHES: Final = 1 << 64


_WEEK: Final = timedelta(days=7)


class Outcome(StrEnum):
    """What a call meant for a member. The first that holds, in the order of `_obstacle`."""

    TOLD = "told"
    HELD_OUT = "held_out"
    """Would have been told, and was not, so that the others' change can be measured."""
    NOT_NEEDED = "not_needed"
    """Enough others were told, who had waited longer."""
    UNREACHABLE = "unreachable"
    """No contact is known."""
    NOT_WANTED = "not_wanted"
    QUIET_HOURS = "quiet_hours"
    TOLD_LATELY = "told_lately"
    DAY_LIMIT = "day_limit"
    WEEK_LIMIT = "week_limit"
    SHIFTING = "shifting"
    """Draws well more than usual: has shifted already."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member as a call finds them."""

    standing: Standing
    zone: tzinfo
    is_reachable: bool = True
    is_shifting: bool = False

    @property
    def user_id(self) -> UUID:
        """Whose."""
        return self.standing.user_id


@dataclass(frozen=True, slots=True)
class CallSize:
    """How many an excess calls. `response_ratio`: the part of those told who are hoped to act."""

    watts_per_member: float = 1000.0
    """What one who acts takes."""
    response_ratio: float = 0.25

    def members(self, excess_mw: int) -> int:
        """The excess / watts_per_member / response_ratio, rounded up; at least one."""
        per_call = Fraction(str(self.watts_per_member)) * Fraction(str(self.response_ratio)) * 1000
        return max(1, math.ceil(excess_mw / per_call))


def choose(
    candidates: Iterable[Candidate],
    *,
    episode_id: UUID,
    at: datetime,
    size: int,
    hold_out_ratio: float = 0.0,
) -> dict[UUID, Outcome]:
    """The outcome of every candidate who is not told yet; their order does not matter.

    `at`: event time of the call. `hold_out_ratio`: the part of those whose turn it is who are held
    out; they are replaced, so that `size` are told if so many may be.
    """
    candidates = list(candidates)
    outcomes: dict[UUID, Outcome] = {}
    eligible: list[Candidate] = []
    for candidate in candidates:
        if candidate.standing.is_told:
            continue
        obstacle = _obstacle(candidate, at)
        if obstacle is None:
            eligible.append(candidate)
        else:
            outcomes[candidate.user_id] = obstacle
    places = _Places(size, _daily_share(candidates) - _share_taken(candidates, at))
    for candidate in sorted(eligible, key=lambda each: _turn(each, episode_id)):
        if not places.are_left_for(candidate, at):
            outcome = Outcome.NOT_NEEDED
        elif is_held_out(episode_id, candidate.user_id, hold_out_ratio):
            outcome = Outcome.HELD_OUT
        else:
            outcome = Outcome.TOLD
            places.take(candidate, at)
        outcomes[candidate.user_id] = outcome
    return outcomes


class _Places:
    """How many more may be told: of all, and of those who were told within the last week.

    Else a community would tell everybody on the first sunny day, and again together when their
    limits let it, and nobody on the days between. Who was told a week ago or never may come on
    top: where surplus is rare, all are told of it.
    """

    def __init__(self, size: int, daily_share: int) -> None:
        self._left = size
        self._left_of_recent = daily_share

    def are_left_for(self, candidate: Candidate, at: datetime) -> bool:
        is_recent = _was_told_within_a_week(candidate, at)
        return self._left > 0 and (self._left_of_recent > 0 or not is_recent)

    def take(self, candidate: Candidate, at: datetime) -> None:
        self._left -= 1
        self._left_of_recent -= _was_told_within_a_week(candidate, at)


def _daily_share(candidates: Iterable[Candidate]) -> int:
    """How many a day use up what those who want to be told allow a week; rounded up."""
    weekly = sum(
        min(each.standing.preference.per_week, _WEEK.days * each.standing.preference.per_day)
        for each in candidates
        if each.is_reachable and each.standing.preference.wanted
    )
    return math.ceil(weekly / _WEEK.days)


def _share_taken(candidates: Iterable[Candidate], at: datetime) -> int:
    """How many of those told of the episode already had been told within the week before, too."""
    return sum(
        sum(abs(at - told) < _WEEK for told in each.standing.told_at) > 1
        for each in candidates
        if each.standing.is_told
    )


def _was_told_within_a_week(candidate: Candidate, at: datetime) -> bool:
    last = candidate.standing.last_told_at
    return last is not None and abs(at - last) < _WEEK


def is_held_out(episode_id: UUID, user_id: UUID, ratio: float) -> bool:
    """Follows from the ids alone: neither from the others nor from who was told before."""
    return _hash("hold-out", episode_id, user_id) < ratio * _HASHES


_LEAST_MORE_MW: Final = 500_000


def is_shifting(withdrawal_mw: int, usual_mw: int | None) -> bool:
    """True when a member draws half as much again as usual, and 500 W more at least.

    None: what is usual is not known, and nobody is taken to shift.
    """
    if usual_mw is None:
        return False
    more_mw = withdrawal_mw - usual_mw
    return more_mw >= _LEAST_MORE_MW and 2 * more_mw >= usual_mw


def _obstacle(candidate: Candidate, at: datetime) -> Outcome | None:
    preference, told_at = candidate.standing.preference, candidate.standing.told_at
    local, zone = at.astimezone(candidate.zone), candidate.zone
    days = [told.astimezone(zone).date() for told in told_at]
    week = local.date().isocalendar()[:2]
    checks = (
        (not candidate.is_reachable, Outcome.UNREACHABLE),
        (not preference.wanted, Outcome.NOT_WANTED),
        (
            preference.quiet is not None and preference.quiet.hold(at, zone),
            Outcome.QUIET_HOURS,
        ),
        # On both sides: a replay may come with event times before those of other calls.
        (
            any(abs(at - told) < max(preference.minimum_gap, _RESOLUTION) for told in told_at),
            Outcome.TOLD_LATELY,
        ),
        (days.count(local.date()) >= preference.per_day, Outcome.DAY_LIMIT),
        (
            any(0 < abs((day - local.date()).days) < preference.days_between for day in days),
            Outcome.TOLD_LATELY,
        ),
        (
            sum(day.isocalendar()[:2] == week for day in days) >= preference.per_week,
            Outcome.WEEK_LIMIT,
        ),
        (candidate.is_shifting, Outcome.SHIFTING),
    )
    return next((outcome for holds, outcome in checks if holds), None)


_RESOLUTION: Final = timedelta(seconds=1)
"""Two communities that call at the same instant tell a person once, also without a gap."""


def _turn(candidate: Candidate, episode_id: UUID) -> tuple[datetime, int, UUID]:
    last = candidate.standing.last_told_at or _NEVER
    return last, _hash("turn", episode_id, candidate.user_id), candidate.user_id


def _hash(purpose: str, episode_id: UUID, user_id: UUID) -> int:
    digest = hashlib.blake2b(
        episode_id.bytes + user_id.bytes, digest_size=_HASH_BYTES, person=purpose.encode()
    )
    return int.from_bytes(digest.digest())
