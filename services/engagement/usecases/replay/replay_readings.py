"""Balances by the minute from readings of the past: everything the live fold does, without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from services.engagement.domain.balance.holding import Holding
from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.registry.registry import Placement
from services.engagement.domain.replay.episodes import ReplayedEpisode, episodes_of
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.domain.surplus.watch import SurplusWatch

COMMUNITY: Final = UUID("3b6fd5f4-2f0f-5f3d-8a70-2a3f0f1f7f01")
"""Whoever's readings they are: they make one community."""
_MICROJOULES_A_MINUTE: Final = 60 * 1000
"""Of a milliwatt."""
_ALWAYS: Final = datetime.min.replace(tzinfo=UTC)


def one_community(device_ids: Iterable[str]) -> Mapping[str, Placement]:
    """Every device measures a facility of its own, of COMMUNITY."""
    return {
        device_id: Placement(uuid5(COMMUNITY, device_id), _ALWAYS, COMMUNITY, _ALWAYS)
        for device_id in device_ids
    }


def minutes_of(
    readings: Iterable[Reading], placements: Mapping[str, Placement], policy: SurplusPolicy
) -> Iterator[BalanceMinute]:
    """The community's minutes, in order, of readings in order of time.

    How old readings may be to say something of a surplus, `policy` says. The last minute is not
    complete, so it is left out.
    """
    balances = _balances(SurplusWatch(lambda _: False), placements, policy)
    for reading in readings:
        balances.fold(reading)
        yield from balances.take_minutes()


def recount(
    readings: Iterable[Reading],
    placements: Mapping[str, Placement],
    policy: SurplusPolicy,
    *,
    begin: datetime,
) -> tuple[Sequence[BalanceMinute], Sequence[ReplayedEpisode]]:
    """A community's minutes and episodes from `begin` on, where there was no surplus.

    As the live fold would have had them, had each reading come in time.
    """
    has_begun = False
    surplus = SurplusWatch(lambda _: has_begun)
    balances = _balances(surplus, placements, policy)
    minutes: list[BalanceMinute] = []
    for reading in sorted(readings, key=lambda each: each.measured_at):
        balances.fold(reading)
        has_begun = has_begun or reading.measured_at >= begin
        minutes += [each for each in balances.take_minutes() if each.minute >= begin]
    transitions = [decision.transition for decision in surplus.take_decisions()]
    return minutes, [_with_energy(each, minutes) for each in episodes_of(transitions)]


def _balances(
    surplus: SurplusWatch, placements: Mapping[str, Placement], policy: SurplusPolicy
) -> LiveBalances:
    for placement in placements.values():
        if placement.community_id is not None:
            surplus.set_policy(placement.community_id, policy)
    balances = LiveBalances(surplus, Holding.of_everything())
    for device_id, placement in placements.items():
        balances.place(device_id, placement)
    return balances


def _with_energy(episode: ReplayedEpisode, minutes: Iterable[BalanceMinute]) -> ReplayedEpisode:
    """What was produced more than consumed in the minutes that began while it lasted."""
    energy_uj = sum(
        max(0, minute.sample.excess_mw) * _MICROJOULES_A_MINUTE
        for minute in minutes
        if episode.detected_at <= minute.minute
        and (episode.ended_at is None or minute.minute < episode.ended_at)
    )
    return replace(episode, excess_energy_uj=energy_uj)
