"""No decision on too little data, and none again on late data (FR4.2, R7)."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.surplus.detection import CALL_SPACING, CallDue, Candidate
from services.engagement.domain.surplus.watch import SurplusDecision
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    MINUTE,
    POLICY,
    Engine,
    at,
    community,
    facility,
    reading,
    surplus_readings,
)

GOOD = replace(POLICY, minimum_fresh_ratio=0.7)


async def engine_of(*numbers: int) -> Engine:
    engine = Engine()
    await engine.start(community(GOOD), *(facility(number) for number in numbers))
    return engine


async def test_a_surplus_of_half_the_community_is_none() -> None:
    engine = await engine_of(0, 1)
    engine.fold.fold(surplus_readings(0, 30))
    await engine.write_down()
    assert engine.books.events == []


async def test_an_episode_ends_unreliable_when_too_few_are_heard_for_the_maximum_age() -> None:
    engine = await engine_of(0, 1)
    for minute in range(12):
        engine.fold.fold([reading(0, minute * MINUTE, -2 * KW), reading(1, minute * MINUTE, 0)])
    engine.fold.fold(surplus_readings(12, 50))
    await engine.write_down()
    [episode] = await engine.books.episodes(COMMUNITY, limit=10)
    assert (episode.end_reason, episode.ended_at) == ("unreliable", at(27 * MINUTE))


async def test_a_reading_older_than_the_maximum_age_counts_for_no_surplus() -> None:
    """A roof told every half hour is fresh on the screens for longer than a surplus trusts it."""
    engine = await engine_of(0, 1)
    roof = [reading(0, minute * MINUTE, -9 * KW) for minute in (-30, 0)]
    engine.fold.fold([*roof, *(reading(1, minute * MINUTE, KW) for minute in range(40))])
    await engine.write_down()
    balance = engine.balances.balance(COMMUNITY, facilities_total=2)
    assert balance is not None
    assert (balance.excess_mw, balance.freshness.fresh, balance.freshness.aged) == (8 * KW, 2, 1)
    [episode] = await engine.books.episodes(COMMUNITY, limit=10)
    assert (episode.end_reason, episode.ended_at) == ("unreliable", at(16 * MINUTE))
    longer = replace(GOOD, maximum_age=timedelta(hours=1))
    engine.project.apply([community(longer, version=2)])
    engine.balances.evaluate(COMMUNITY)
    assert engine.surplus.state(COMMUNITY).phase == Candidate(at(39 * MINUTE))


async def test_removing_the_community_is_told_as_the_reason() -> None:
    engine = await engine_of(0)
    engine.fold.fold(surplus_readings(0, 12))
    engine.project.apply([replace(community(version=2), removed=True)])
    engine.fold.hand_on()
    await engine.write_down()
    [episode] = await engine.books.episodes(COMMUNITY, limit=10)
    assert episode.end_reason == "removed"


async def test_a_hole_that_ends_within_a_second_is_seen() -> None:
    """Most are silent for forty minutes, a slow device is fresh, and all come back at once."""
    engine = await engine_of(0, 1, 2)
    everybody = (reading(0, 45 * MINUTE, -2 * KW), reading(1, 45 * MINUTE, 0))
    engine.fold.fold([reading(2, -30 * MINUTE, 0), reading(2, 0, 0)])
    for minute in range(5):
        engine.fold.fold([reading(0, minute * MINUTE, -2 * KW), reading(1, minute * MINUTE, 0)])
    engine.settle()
    assert engine.surplus.state(COMMUNITY).phase == Candidate(at(0))
    engine.fold.fold([*everybody, reading(2, 45 * MINUTE, 0)])
    engine.settle()
    assert engine.surplus.state(COMMUNITY).phase == Candidate(at(45 * MINUTE))


spells = st.lists(st.tuples(st.integers(5, 90), st.integers(-4, 2)), min_size=2, max_size=12)


@pytest.mark.slow
@given(spells, st.randoms(use_true_random=False), st.integers(0, 5 * 3600))
async def test_late_data_never_calls_again(
    weather: list[tuple[int, int]], chance: Random, cooldown_s: int
) -> None:
    """A third of the readings come up to four hours late, or twice."""
    engine = await engine_of(0, 1)
    policy = replace(GOOD, quiet=None, cooldown=timedelta(seconds=cooldown_s))
    engine.project.apply([community(policy, version=2)])
    arrivals: list[tuple[float, Reading]] = []
    minute = 0
    for minutes, kilowatts in weather:
        for _ in range(minutes):
            minute += 1
            for device in (0, 1):
                told = reading(device, minute * MINUTE, kilowatts * KW)
                late = chance.random() * 240 if chance.random() < 1 / 3 else 0.0
                arrivals += [(minute + late, told)] * (2 if late > 200 else 1)
    decisions: list[SurplusDecision] = []
    for _, told in sorted(arrivals, key=lambda each: each[0]):
        engine.balances.fold(told)
        engine.balances.evaluate(COMMUNITY)
        decisions += engine.surplus.take_decisions()
    calls = [each.transition for each in decisions if isinstance(each.transition, CallDue)]
    assert len({(call.started_at, call.number) for call in calls}) == len(calls)
    for earlier, later in combinations(calls, 2):
        is_one = later.started_at == earlier.started_at
        assert later.at - earlier.at >= (CALL_SPACING if is_one else policy.cooldown)
    for _, told in arrivals:
        engine.balances.fold(told)
        engine.balances.evaluate(COMMUNITY)
    again = [each.transition for each in engine.surplus.take_decisions()]
    assert not any(isinstance(transition, CallDue) for transition in again)
