"""News for one waiter, in time or not."""

import asyncio

import pytest

from libs.chassis.bell import Bell

LONG_S = 60.0
NO_TIME_S = 0.001


async def test_what_rang_before_is_heard_at_once_and_once() -> None:
    bell = Bell()
    bell.ring()
    bell.ring()
    assert await bell.rung(LONG_S)
    assert not await bell.rung(NO_TIME_S)


async def test_who_waits_is_woken() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.rung(LONG_S))
    await asyncio.sleep(0)
    bell.ring()
    assert await waiting


async def test_the_timer_of_an_earlier_wait_makes_no_wait_longer() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.rung(LONG_S))
    await asyncio.sleep(0)
    bell.ring()
    assert await waiting
    async with asyncio.timeout(LONG_S / 2):
        assert not await bell.rung(NO_TIME_S)


async def test_a_wait_can_end_with_the_time_of_the_one_before() -> None:
    """So that a stream of values has heartbeats without a timer a value."""
    bell = Bell()
    waiting = asyncio.create_task(bell.rung(NO_TIME_S))
    await asyncio.sleep(0)
    bell.ring()
    assert await waiting
    async with asyncio.timeout(LONG_S / 2):
        assert not await bell.rung(LONG_S)


async def test_a_waiter_that_was_cancelled_takes_no_news_along() -> None:
    bell = Bell()
    waiting = asyncio.create_task(bell.rung(LONG_S))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    bell.ring()
    assert await bell.rung(LONG_S)
    bell.put_away()
