"""What homes are told: a state that follows the episode, again after every break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.engagement.domain.delivery.home import (
    TOLD_AGAIN_AFTER,
    HomeState,
    is_worth_telling,
)
from services.engagement.domain.notifications.expected_end import ExpectedEnd
from services.engagement.domain.registry.registry import Community
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    Engine,
    at,
    community,
    facility,
    reading,
    surplus_readings,
)
from services.engagement.usecases.delivery.publish_homes import PublishHomes


class MemoryTopics:
    def __init__(self) -> None:
        self.states: dict[UUID, HomeState] = {}
        self.told = 0
        self.taken_back: list[UUID] = []

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[asyncio.Event]:
        yield asyncio.Event()

    async def tell(self, state: HomeState) -> None:
        self.states[state.community_id] = state
        self.told += 1

    async def take_back(self, community_id: UUID) -> None:
        self.states.pop(community_id, None)
        self.taken_back.append(community_id)


class Ends:
    """Says two hours, unless the store is away."""

    def __init__(self) -> None:
        self.available = True
        self.asked = 0

    async def expected_end(
        self, community_id: UUID, at: datetime, zone: tzinfo
    ) -> ExpectedEnd | None:
        self.asked += 1
        if not self.available:
            raise StoreUnavailableError("switched off")
        return ExpectedEnd(at + timedelta(hours=2), "recent_days")


class Homes:
    def __init__(self, engine: Engine) -> None:
        self.topics, self.ends = MemoryTopics(), Ends()
        self.publish = PublishHomes(
            self.topics,
            engine.balances,
            engine.registry,
            ends=self.ends,
            clock=engine.clock,
        )

    async def state(self) -> HomeState:
        await self.publish.publish_due()
        return self.topics.states[COMMUNITY]


async def started(engine: Engine, *, facilities: int = 3) -> Homes:
    await engine.start(community(), *(facility(number) for number in range(facilities)))
    return Homes(engine)


async def test_a_home_is_told_when_surplus_begins_and_ends() -> None:
    engine = Engine()
    homes = await started(engine)
    assert await homes.state() == HomeState(community_id=COMMUNITY, community_name="Prato")
    engine.fold.fold([reading(1, 0, 0), reading(2, 0, 0), *surplus_readings(0, 11)])
    assert await homes.state() == HomeState(
        community_id=COMMUNITY,
        community_name="Prato",
        since=at(0),
        until=at(2 * 3600),
        excess_mw=2 * KW,
        as_of=at(660),
    )
    engine.fold.fold([reading(0, 720, 0), reading(0, 780, 0)])
    ended = await homes.state()
    assert (ended.is_on, ended.excess_mw, ended.as_of) == (False, None, at(780))


async def test_where_few_are_measured_no_power_is_told() -> None:
    engine = Engine()
    homes = await started(engine, facilities=2)
    engine.fold.fold([reading(1, 0, 0), *surplus_readings(0, 11)])
    state = await homes.state()
    assert (state.is_on, state.excess_mw) == (True, None)


async def test_nothing_is_told_before_the_balances_are_complete() -> None:
    engine = Engine()
    engine.project.apply([community(), facility(0)])
    assert list(await Homes(engine).publish.publish_due()) == []


async def test_the_same_is_told_once_a_minute_and_after_a_break() -> None:
    engine = Engine()
    homes = await started(engine)
    for _ in range(3):
        await homes.publish.publish_due()
    assert homes.topics.told == 1
    engine.clock.advance(seconds=TOLD_AGAIN_AFTER.total_seconds())
    await homes.publish.publish_due()
    assert homes.topics.told == 2
    homes.publish.begin_anew()
    await homes.publish.publish_due()
    assert homes.topics.told == 3


async def test_an_end_is_estimated_once_an_episode_when_the_store_is_there() -> None:
    engine = Engine()
    homes = await started(engine)
    engine.fold.fold(surplus_readings(0, 11))
    homes.ends.available = False
    assert (await homes.state()).until is None
    homes.ends.available = True
    for _ in range(3):
        assert (await homes.state()).until == at(2 * 3600)
    assert homes.ends.asked == 2


async def test_a_community_that_is_gone_is_taken_back() -> None:
    engine = Engine()
    homes = await started(engine)
    await homes.state()
    engine.project.apply([Community(COMMUNITY, 2, removed=True)])
    await homes.publish.publish_due()
    assert homes.topics.states == {}


async def test_a_community_that_was_removed_meanwhile_is_taken_back_once() -> None:
    engine = Engine()
    await engine.start(Community(COMMUNITY, 2, removed=True))
    homes = Homes(engine)
    for _ in range(3):
        await homes.publish.publish_due()
    assert homes.topics.taken_back == [COMMUNITY]


async def test_another_replicas_community_is_left_to_it() -> None:
    engine = Engine(partitions=frozenset())
    homes = await started(engine)
    await homes.publish.publish_due()
    assert homes.topics.states == {}


def on(excess_mw: int | None) -> HomeState:
    return HomeState(
        community_id=COMMUNITY, community_name="Prato", since=at(0), excess_mw=excess_mw
    )


@given(st.integers(0, 10 * KW), st.integers(0, 10 * KW))
def test_power_is_worth_telling_from_a_quarter_on(before: int, now: int) -> None:
    expected = abs(now - before) >= max(100_000, before / 4)
    assert is_worth_telling(on(before), on(now)) is expected
    assert is_worth_telling(on(None), on(now))
    assert not is_worth_telling(on(None), on(None))
