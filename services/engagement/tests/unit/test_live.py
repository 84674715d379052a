"""Live values (FR3.1 to FR3.3): once a second, the newest for slow readers, limits."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from libs.chassis.errors import NotAuthorizedError, TooManyRequestsError
from libs.chassis.screens import Screen, Topic
from services.engagement.domain.balance.balance import Balance, Freshness
from services.engagement.domain.live.pacing import Pacing
from services.engagement.tests.engine import (
    COMMUNITY,
    KW,
    POLICY,
    Engine,
    at,
    community,
    facility,
    facility_id,
    reading,
    user_id,
)


def test_the_first_change_goes_out_at_once_and_the_last_one_when_the_second_is_over() -> None:
    pacing = Pacing[str](timedelta(seconds=1))
    assert pacing.changed("a", at(0)) is True
    assert pacing.take_due(at(0)) == ["a"]
    assert pacing.changed("a", at(0.2)) is True
    assert pacing.changed("a", at(0.4)) is False
    assert pacing.take_due(at(0.9)) == []
    assert pacing.next_due_at() == at(1)
    assert pacing.take_due(at(1)) == ["a"]
    assert pacing.take_due(at(5)) == []
    assert pacing.next_due_at() is None


def test_pacing_survives_a_clock_that_was_set_back() -> None:
    pacing = Pacing[str](timedelta(seconds=1))
    pacing.changed("a", at(3600))
    pacing.take_due(at(3600))
    pacing.changed("a", at(0))
    assert pacing.take_due(at(0)) == ["a"]


async def test_a_balance_is_published_once_a_second_with_its_last_value() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    for step in range(25):
        engine.fold.fold([reading(0, step, -step * KW)])
        await engine.publish.publish_due()
        engine.clock.advance(seconds=0.1)
    engine.clock.advance(seconds=1)
    await engine.publish.publish_due()
    assert [balance.produced_mw // KW for balance in engine.feed.balances] == [0, 10, 20, 24]
    assert engine.feed.balances[-1] == Balance(
        COMMUNITY, at(24), 24 * KW, 0, Freshness(fresh=1, stale=0, silent=1)
    )


async def test_power_is_published_for_watched_facilities_only_and_for_thirty_seconds() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    engine.fold.fold([reading(0, 0, 100), reading(1, 0, 200)])
    engine.publish.facility_watched(facility_id(1))
    await engine.publish.publish_due()
    assert [power.power_mw for power in engine.feed.powers] == [200]
    engine.clock.advance(seconds=29)
    engine.publish.forget_unwatched()
    engine.fold.fold([reading(1, 29, 300)])
    await engine.publish.publish_due()
    engine.clock.advance(seconds=2)
    engine.publish.forget_unwatched()
    engine.fold.fold([reading(1, 31, 400)])
    await engine.publish.publish_due()
    assert [power.power_mw for power in engine.feed.powers] == [200, 300]


def balance(seconds: float, produced_mw: int = 0) -> Balance:
    return Balance(COMMUNITY, at(seconds), produced_mw, 0, Freshness(1, 0, 0))


async def test_a_slow_reader_finds_the_newest_value_only() -> None:
    topic, screen = Topic[Balance](), Screen[Balance](user_id(0))
    topic.offer(COMMUNITY, balance(0))
    topic.attach(COMMUNITY, screen)
    for second in range(1, 1000):
        topic.offer(COMMUNITY, balance(second))
    assert await screen.next_value(1) == balance(999)
    assert await screen.next_value(0.001) is None


async def test_a_new_screen_shows_the_newest_value_at_once_and_older_ones_never() -> None:
    topic, screen = Topic[Balance](), Screen[Balance](user_id(0))
    topic.offer(COMMUNITY, balance(5))
    topic.attach(COMMUNITY, screen)
    assert await screen.next_value(1) == balance(5)
    topic.offer(COMMUNITY, balance(4))
    topic.offer(COMMUNITY, balance(5))
    assert await screen.next_value(0.001) is None
    topic.offer(COMMUNITY, balance(5, produced_mw=1))
    assert await screen.next_value(1) == balance(5, produced_mw=1)


async def test_closing_wakes_whoever_waits() -> None:
    topic, screen = Topic[Balance](), Screen[Balance](user_id(0))
    topic.attach(COMMUNITY, screen)
    waiting = asyncio.create_task(screen.next_value(60))
    topic.close()
    assert await waiting is None
    assert screen.is_closed


async def test_streams_are_limited_by_user_and_in_total_and_given_back() -> None:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    async with (
        engine.watch.community(user_id(0), COMMUNITY),
        engine.watch.community(user_id(0), COMMUNITY),
        engine.watch.facility(user_id(0), facility_id(0)),
    ):
        with pytest.raises(TooManyRequestsError) as of_user:
            async with engine.watch.community(user_id(0), COMMUNITY):
                pass
        async with (
            engine.watch.community(user_id(1), COMMUNITY),
            engine.watch.community(user_id(1), COMMUNITY),
        ):
            with pytest.raises(TooManyRequestsError) as in_total:
                async with engine.watch.community(user_id(1), COMMUNITY):
                    pass
    assert (of_user.value.code, in_total.value.code) == (
        "too_many_streams",
        "live_capacity_reached",
    )
    assert engine.board.limits.open_count == 0


async def test_who_has_no_access_opens_nothing() -> None:
    engine = Engine()
    await engine.start(community(), facility(0))
    with pytest.raises(NotAuthorizedError):
        async with engine.watch.facility(user_id(5), facility_id(0)):
            pass
    assert engine.board.limits.open_count == 0


async def test_a_facility_on_screen_is_asked_for_again_and_then_forgotten() -> None:
    engine = Engine()
    await engine.start(community(), facility(0))
    async with engine.watch.facility(user_id(0), facility_id(0)):
        await engine.watch.renew_watches()
    await engine.watch.renew_watches()
    assert engine.feed.watched == [facility_id(0), facility_id(0)]


async def test_a_balance_of_too_little_says_so() -> None:
    engine = Engine()
    policy = replace(POLICY, minimum_fresh_ratio=0.7)
    await engine.start(community(policy), *(facility(number) for number in range(4)))
    engine.fold.fold([reading(0, 0, -3 * KW), reading(1, 0, KW)])
    of_two = engine.publish.balance(COMMUNITY)
    engine.fold.fold([reading(2, 1, KW)])
    of_three = engine.publish.balance(COMMUNITY)
    assert of_two is not None
    assert of_three is not None
    assert (of_two.is_reliable, of_three.is_reliable) == (False, True)
