"""What recorded episodes were, by all that is known now (FR4.2): nobody is told of it.

A function of what was recorded and of the readings there are, so the order in which late ones came
makes no difference, and correcting again changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.engagement.domain.balance.minutes import MINUTE, BalanceMinute
from services.engagement.domain.replay.episodes import ReplayedEpisode
from services.engagement.domain.surplus.policy import SurplusPolicy

TOLERATED: Final = 0.05
"""Part of the kept minutes: another cadence, known late, can mean that a device was not fresh."""


@dataclass(frozen=True, slots=True)
class RecordedEpisode:
    """An ended episode as it was decided live, and told."""

    episode_id: UUID
    started_at: datetime
    ended_at: datetime
    peak_excess_mw: int


@dataclass(frozen=True, slots=True)
class CorrectedSpan:
    """What an episode was."""

    started_at: datetime
    ended_at: datetime
    peak_excess_mw: int
    excess_energy_uj: int


@dataclass(frozen=True, slots=True)
class Correction:
    """An episode was another than was told; without a span there was none."""

    span: CorrectedSpan | None


def corrections(
    recorded: Iterable[RecordedEpisode], recounted: Sequence[ReplayedEpisode]
) -> dict[UUID, Correction | None]:
    """By episode; None where it was as told. One that goes on, by what is known, is left out."""
    found: dict[UUID, Correction | None] = {}
    for episode in recorded:
        matching = [each for each in recounted if _shared_s(each, episode) > 0]
        if any(each.ended_at is None for each in matching):
            continue
        best = max(matching, key=lambda each: _shared_s(each, episode), default=None)
        found[episode.episode_id] = _correction(episode, best)
    return found


def is_as_complete(recounted: Iterable[BalanceMinute], kept: Sequence[BalanceMinute]) -> bool:
    """False where what was counted again knows less than what is kept: readings are missing."""
    known = {minute.minute: minute.facilities_fresh for minute in recounted}
    poorer = sum(known.get(minute.minute, 0) < minute.facilities_fresh for minute in kept)
    return poorer <= len(kept) * TOLERATED


def calm_before(
    policy: SurplusPolicy, minutes: Iterable[BalanceMinute], moment: datetime
) -> datetime | None:
    """The last end of a minute until then at which it is sure that there was no surplus."""
    return max(
        (
            sample.at
            for sample in (minute.sample for minute in minutes)
            if sample.at <= moment
            and policy.is_reliable(sample.fresh_ratio)
            and policy.is_over(sample.excess_mw, sample.produced_mw)
        ),
        default=None,
    )


def _correction(episode: RecordedEpisode, found: ReplayedEpisode | None) -> Correction | None:
    if found is None:
        return Correction(None)
    assert found.ended_at is not None
    # What devices measured in the same seconds came in another order: so much is no other episode.
    if (
        abs(found.started_at - episode.started_at) <= MINUTE
        and abs(found.ended_at - episode.ended_at) <= MINUTE
        and found.peak_excess_mw <= episode.peak_excess_mw
    ):
        return None
    span = CorrectedSpan(
        found.started_at, found.ended_at, found.peak_excess_mw, found.excess_energy_uj
    )
    return Correction(span)


def _shared_s(replayed: ReplayedEpisode, episode: RecordedEpisode) -> float:
    """For how long both lasted; a minute's rounding counts as shared."""
    until = episode.ended_at if replayed.ended_at is None else replayed.ended_at
    begin = max(replayed.started_at, episode.started_at)
    return (min(until, episode.ended_at) - begin + MINUTE).total_seconds()
