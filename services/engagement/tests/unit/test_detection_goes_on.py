"""Detection through restarts, a store that is away, and decisions that wait (FR4.1, FR4.2, R7)."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.balance.reading import Reading
from services.engagement.domain.registry.registry import Community, Facility
from services.engagement.domain.surplus.detection import OpenEpisode
from services.engagement.domain.surplus.policy import SurplusPolicy
from services.engagement.ports.notifications import InboxPage
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.ports.surplus import Recorded
from services.engagement.tests.engine import (
    COMMUNITY,
    EAGER,
    KW,
    MINUTE,
    POLICY,
    Engine,
    at,
    community,
    engine_with,
    facility,
    inbox_count,
    reading,
    surplus_readings,
    user_id,
)


async def test_a_restart_in_the_middle_of_a_candidate_goes_on_counting() -> None:
    first = await engine_with()
    first.fold.fold(surplus_readings(0, 5))
    first.settle()
    await first.write_down()
    second = Engine(first.books)
    await second.start(community(), facility(0), readings=surplus_readings(5, 5))
    second.fold.fold(surplus_readings(6, 11))
    await second.write_down()
    episodes = await second.books.episodes(COMMUNITY, limit=10)
    assert [episode.started_at for episode in episodes] == [at(0)]
    assert episodes[0].detected_at == at(10 * MINUTE)


async def test_a_restart_in_the_middle_of_an_episode_ends_it_once_and_tells_nobody_again() -> None:
    first = await engine_with()
    first.fold.fold(surplus_readings(0, 12))
    await first.write_down()
    second = Engine(first.books)
    await second.start(community(), facility(0), readings=surplus_readings(12, 12))
    second.settle()
    second.fold.fold([*surplus_readings(13, 20), reading(0, 21 * MINUTE, 0)])
    second.settle()
    await second.write_down()
    episodes = await second.books.episodes(COMMUNITY, limit=10)
    assert [(e.started_at, e.ended_at) for e in episodes] == [(at(0), at(21 * MINUTE))]
    assert [event for event, _ in second.books.events] == ["detected", "called", "ended"]
    assert await inbox_count(second, 0) == 1


async def test_a_replica_leaves_the_episodes_of_other_partitions_alone() -> None:
    first = await engine_with()
    first.fold.fold(surplus_readings(0, 12))
    await first.write_down()
    other = Engine(first.books, partitions=frozenset())
    await other.start(community(), facility(0))
    other.settle()
    await other.write_down()
    [episode] = await other.books.episodes(COMMUNITY, limit=10)
    assert episode.ended_at is None


async def test_folding_goes_on_while_the_store_is_away_and_nothing_is_lost() -> None:
    engine = await engine_with()
    engine.books.available = False
    engine.fold.fold(surplus_readings(0, 12))
    with pytest.raises(StoreUnavailableError):
        await engine.record.record()
    engine.fold.fold([reading(0, 13 * MINUTE, 0), reading(0, 14 * MINUTE, 0)])
    engine.books.available = True
    await engine.write_down()
    assert [event for event, _ in engine.books.events] == ["detected", "called", "ended"]
    assert await inbox_count(engine, 0) == 1


spans = st.lists(
    st.tuples(
        st.sampled_from(
            ["surplus", "surplus", "calm", "crash", "store away", "store back", "again"]
        ),
        st.integers(2, 25),
    ),
    min_size=8,
    max_size=40,
)


class Story:
    """A community through good and bad times; the books outlive every process."""

    def __init__(self, policy: SurplusPolicy) -> None:
        self.registry: list[Facility | Community] = [community(policy), facility(0), facility(1)]
        self.engine = Engine()
        self.engine.books.preferences = {user_id(number): EAGER for number in (0, 1)}
        self.stream: list[Reading] = [reading(0, 0, 0)]

    async def tell(self, action: str, minutes: int) -> None:
        if action in {"surplus", "calm"}:
            await self._measure(minutes, -2 * KW if action == "surplus" else 0)
        elif action == "again":
            self.engine.fold.fold(self.stream)
        elif action == "crash":
            self.engine.books.available = True
            self.engine = Engine(self.engine.books)
            await self.engine.start(*self.registry, readings=self.stream[-1:])
        else:
            self.engine.books.available = action == "store back"
        await self._write_down()

    async def _measure(self, minutes: int, power_mw: int) -> None:
        for _ in range(minutes):
            previous = self.stream[-1].measured_at
            moment = previous + timedelta(minutes=1)
            self.stream.append(Reading("device-0", moment, moment, power_mw))
            self.engine.fold.fold(self.stream[-1:])
            self.engine.settle()
        await self._write_down()

    async def _write_down(self) -> None:
        try:
            await self.engine.write_down()
        except StoreUnavailableError:
            assert not self.engine.books.available


@given(spans, st.integers(1200, 20_000))
async def test_whatever_restarts_and_replays_nobody_is_told_twice(
    script: list[tuple[str, int]], cooldown_s: int
) -> None:
    """No two notified episodes within the cooldown; no user two messages about one episode."""
    policy = replace(POLICY, quiet=None, cooldown=timedelta(seconds=cooldown_s))
    story = Story(policy)
    await story.engine.start(*story.registry)
    for action, minutes in [*script, ("store back", 0)]:
        await story.tell(action, minutes)
    books = story.engine.books
    episodes = await books.episodes(COMMUNITY, limit=500)
    told = sorted(item.notified_at for item in episodes if item.notified_at is not None)
    assert all(later - earlier >= policy.cooldown for earlier, later in pairwise(told))
    for number in (0, 1):
        items = await books.read(user_id(number), InboxPage(500))
        assert len({item.notification.episode_id for item in items}) == len(items) == len(told)


async def test_a_state_is_not_saved_ahead_of_a_decision_that_waits() -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 11))
    await engine.record.save_changed(with_candidates=True)
    assert await engine.books.load_checkpoints() == []
    await engine.record.record()
    await engine.record.save_changed(with_candidates=True)
    [checkpoint] = await engine.books.load_checkpoints()
    assert checkpoint.state.phase == OpenEpisode(
        at(0),
        2 * KW,
        at(10 * MINUTE),
        2 * KW,
        called_at=at(10 * MINUTE),
        calls=1,
        spoken_for_mw=2 * KW,
    )


async def test_a_decision_that_comes_while_another_is_written_is_written_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine = await engine_with()
    engine.fold.fold(surplus_readings(0, 11))
    original = engine.books.record

    async def record_slowly(*arguments: Any) -> Recorded:
        engine.fold.fold([reading(0, 12 * MINUTE, 0), reading(0, 13 * MINUTE, 0)])
        return await original(*arguments)

    monkeypatch.setattr(engine.books, "record", record_slowly)
    await engine.record.record()
    assert engine.record.wake.is_set()
    monkeypatch.undo()
    await engine.record.record()
    assert [event for event, _ in engine.books.events] == ["detected", "called", "ended"]
