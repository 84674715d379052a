"""Partitions that come and go while readings flow (NF7): one episode, one call, one end."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.contracts.subjects import partition_of
from services.engagement.domain.balance.holding import REST
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    ALL,
    COMMUNITY,
    KW,
    MINUTE,
    Engine,
    at,
    community,
    facility,
    facility_id,
    inbox_count,
    reading,
    surplus_readings,
)

OURS = frozenset({partition_of(COMMUNITY)})
STORY = [
    *surplus_readings(0, 14),
    *(reading(0, minute * MINUTE, 0) for minute in range(15, 20)),
]
"""An episode from 0 to 15, detected and called at 10."""


async def replica(books: MemoryBooks) -> Engine:
    """It knows everything and folds nothing."""
    engine = Engine(books, partitions=frozenset())
    await engine.start(community(), facility(0), facility(1))
    return engine


async def told_once(books: MemoryBooks, engine: Engine) -> None:
    [episode] = await books.episodes(COMMUNITY, limit=10)
    assert (episode.started_at, episode.detected_at) == (at(0), at(10 * MINUTE))
    assert episode.ended_at == at(15 * MINUTE)
    assert [event for event, _ in books.events] == ["detected", "called", "ended"]
    assert await inbox_count(engine, 0) == await inbox_count(engine, 1) == 1


@pytest.mark.parametrize(
    "moves",
    [(5, 8), (12, 13), (5, 12), (10, 11), (9, 10), (14, 15), (15, 16)],
    ids=lambda moves: f"after {moves[0]} and {moves[1]} minutes",
)
async def test_a_partition_that_moves_there_and_back_makes_one_episode(
    moves: tuple[int, int],
) -> None:
    """In the middle of a candidate, of an open episode, and around each change."""
    books = MemoryBooks()
    here, there = await replica(books), await replica(books)
    await here.take(OURS)
    owner, other, last = here, there, STORY[:1]
    for number, item in enumerate(STORY):
        owner.fold.fold([item])
        owner.settle()
        last = [item]
        if number in moves:
            await owner.hold.let_go(OURS)
            await other.take(OURS, last)
            owner, other = other, owner
    assert owner is here
    await owner.write_down()
    await told_once(books, here)


@given(
    st.lists(
        st.tuples(st.integers(0, len(STORY) - 1), st.sampled_from(["here", "there", "both"])),
        max_size=6,
    )
)
async def test_whoever_folds_it_when_and_both_at_once_nobody_is_told_twice(
    moves: list[tuple[int, str]],
) -> None:
    books = MemoryBooks()
    replicas = {"here": await replica(books), "there": await replica(books)}
    await replicas["here"].take(OURS)
    owners = {"here"}
    for number, item in enumerate(STORY):
        for name in sorted(owners):
            replicas[name].fold.fold([item])
            replicas[name].settle()
            await replicas[name].write_down()  # as every second
        for _, wanted in (move for move in moves if move[0] == number):
            after = {"here", "there"} if wanted == "both" else {wanted}
            for name in sorted(owners - after):
                await replicas[name].hold.let_go(OURS)
            for name in sorted(after - owners):
                await replicas[name].take(OURS, [item])
            owners = after
    await told_once(books, replicas["here"])


async def test_what_is_taken_from_a_dead_replica_goes_on_from_what_it_saved_last() -> None:
    books = MemoryBooks()
    dead, heir = await replica(books), await replica(books)
    await dead.take(OURS)
    dead.fold.fold(surplus_readings(0, 7))
    dead.settle()
    await dead.write_down()
    dead.fold.fold(surplus_readings(8, 8))
    await heir.take(OURS, surplus_readings(9, 9))
    heir.fold.fold(STORY[10:])
    heir.settle()
    await heir.write_down()
    await told_once(books, heir)


async def test_nothing_is_shown_or_decided_on_half_a_balance() -> None:
    books = MemoryBooks()
    engine = await replica(books)
    engine.hold.take(OURS)
    await engine.hold.restore()
    engine.fold.fold(STORY)
    engine.settle()
    await engine.write_down()
    await engine.publish.publish_due()
    assert engine.publish.balance(COMMUNITY) is None
    assert engine.feed.balances == []
    assert books.events == []
    assert await books.load_checkpoints() == []
    engine.hold.caught_up(OURS)
    engine.clock.advance(seconds=1)
    await engine.publish.publish_due()
    assert [balance.as_of for balance in engine.feed.balances] == [at(19 * MINUTE)]


async def test_what_was_let_go_is_forgotten_and_no_longer_published() -> None:
    engine = await replica(MemoryBooks())
    await engine.take(OURS)
    engine.publish.facility_watched(facility_id(0))
    engine.fold.fold(surplus_readings(0, 3))
    await engine.hold.let_go(OURS)
    await engine.publish.publish_due()
    engine.settle()
    assert (engine.feed.balances, engine.feed.powers) == ([], [])
    assert engine.publish.balance(COMMUNITY) is None
    assert engine.balances.power(facility_id(0), "device-0") is None
    assert engine.balances.checkpoint(COMMUNITY) is None


async def test_other_partitions_go_on_when_one_is_let_go() -> None:
    elsewhere = next(
        each for number in range(1, 100) if partition_of(each := UUID(int=number)) not in OURS
    )
    engine = Engine()
    await engine.start(
        community(),
        facility(0),
        community(community_id=elsewhere),
        facility(1, community_id=elsewhere),
        facility(2, community_id=None),
    )
    for device in range(3):
        engine.fold.fold([reading(device, 0, -2 * KW)])
    await engine.hold.let_go(OURS)
    engine.fold.fold([reading(1, MINUTE, -3 * KW)])
    balance = engine.publish.balance(elsewhere)
    assert balance is not None
    assert balance.produced_mw == 3 * KW
    assert engine.publish.balance(COMMUNITY) is None
    assert engine.balances.power(facility_id(2), "device-2") is not None
    await engine.hold.let_go(ALL - OURS)
    assert engine.balances.power(facility_id(2), "device-2") is None
    await engine.take(frozenset({REST}), [reading(2, MINUTE, KW)])
    assert engine.balances.power(facility_id(2), "device-2") is not None


async def test_what_was_decided_is_written_down_later_when_the_store_is_away() -> None:
    """By then another replica may have saved a later state: that one is left alone."""
    books = MemoryBooks()
    here, there = await replica(books), await replica(books)
    await here.take(OURS)
    here.fold.fold(STORY[:8])
    await here.write_down()
    books.available = False
    here.fold.fold(STORY[8:12])
    with pytest.raises(StoreUnavailableError):
        await here.hold.let_go(OURS)
    there.hold.take(OURS)
    there.fold.fold(STORY[11:12])
    there.hold.caught_up(OURS)
    with pytest.raises(StoreUnavailableError):
        await there.hold.restore()
    books.available = True
    await there.hold.restore()
    there.fold.fold(STORY[12:])
    await there.write_down()
    [saved] = await books.load_checkpoints()
    await here.write_down()
    assert await books.load_checkpoints() == [saved]
    episodes = await books.episodes(COMMUNITY, limit=10)
    assert [episode.started_at for episode in episodes] == [at(0)]
    assert await inbox_count(here, 0) == 1


async def test_a_balance_is_shown_while_the_store_is_away_and_decided_on_afterwards() -> None:
    """The heir of a dead replica shows what is measured; the episode goes on once it is known."""
    books = MemoryBooks()
    dead, heir = await replica(books), await replica(books)
    await dead.take(OURS)
    dead.fold.fold(STORY[:12])
    await dead.write_down()
    books.available = False
    heir.hold.take(OURS)
    heir.fold.fold(STORY[11:12])
    heir.hold.caught_up(OURS)
    heir.fold.fold(STORY[12:14])
    heir.settle()
    with pytest.raises(StoreUnavailableError):
        await heir.hold.restore()
    await heir.publish.publish_due()
    assert [balance.as_of for balance in heir.feed.balances] == [at(13 * MINUTE)]
    assert not heir.balances.holding.is_complete(COMMUNITY)
    books.available = True
    assert heir.balances.checkpoint(COMMUNITY) is None
    await heir.hold.restore()
    heir.clock.advance(seconds=1)
    await heir.publish.publish_due()
    assert heir.feed.balances[-1].surplus_since == at(0)
    heir.fold.fold(STORY[14:])
    heir.settle()
    await heir.write_down()
    await told_once(books, heir)


async def test_an_episode_that_fell_silent_while_the_store_was_away_ends() -> None:
    books = MemoryBooks()
    dead, heir = await replica(books), await replica(books)
    await dead.take(OURS)
    dead.fold.fold(STORY[:12])
    await dead.write_down()
    books.available = False
    heir.hold.take(OURS)
    heir.fold.fold(STORY[11:13])
    heir.hold.caught_up(OURS)
    heir.clock.advance(seconds=60 * MINUTE)
    heir.fold.lose_silent()
    books.available = True
    await heir.hold.restore()
    await heir.write_down()
    [episode] = await books.episodes(COMMUNITY, limit=10)
    assert (episode.ended_at, episode.end_reason) == (at(12 * MINUTE), "silent")
