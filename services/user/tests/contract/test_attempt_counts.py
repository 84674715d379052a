"""AttemptCounts: the same promises from Postgres and from the memory twin."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.user.domain.limits import Limit
from services.user.outbound.memory_parts import MemoryAttemptCounts
from services.user.outbound.postgres_attempts import PostgresAttemptCounts
from services.user.ports import AttemptCounts

NOW = datetime(2026, 6, 21, 10, tzinfo=UTC)
LIMITS = (Limit("short", 2, timedelta(seconds=10)), Limit("long", 3, timedelta(minutes=1)))


@pytest.fixture(params=["memory", "postgres"])
def counts(request: pytest.FixtureRequest) -> AttemptCounts:
    if request.param == "memory":
        return MemoryAttemptCounts()
    return PostgresAttemptCounts(request.getfixturevalue("pool"))


async def _take(counts: AttemptCounts, second: int, subject: bytes = b"anna") -> float | None:
    wait = await counts.take(LIMITS, subject, NOW + timedelta(seconds=second))
    return None if wait is None else wait.total_seconds()


async def test_attempts_are_admitted_up_to_each_limit(counts: AttemptCounts) -> None:
    waits = [await _take(counts, second) for second in (0, 1, 2, 10, 11, 60)]
    assert waits == [None, None, 8, None, 49, None]


async def test_subjects_do_not_share_a_count(counts: AttemptCounts) -> None:
    assert [await _take(counts, 0) for _ in range(3)] == [None, None, 10]
    assert await _take(counts, 0, b"bruno") is None


async def test_forgetting_starts_anew(counts: AttemptCounts) -> None:
    assert [await _take(counts, 0) for _ in range(3)] == [None, None, 10]
    await counts.forget(LIMITS, b"anna")
    assert await _take(counts, 0) is None


async def test_attempts_at_the_same_time_are_all_counted(counts: AttemptCounts) -> None:
    waits = await asyncio.gather(*(_take(counts, 0) for _ in range(12)))
    assert waits.count(None) == 2


async def test_what_is_given_back_was_not_counted(counts: AttemptCounts) -> None:
    assert await _take(counts, 0) is None
    await counts.give_back(LIMITS, b"anna")
    await counts.give_back(LIMITS, b"anna")
    await counts.give_back(LIMITS, b"nobody")
    assert [await _take(counts, 0) for _ in range(3)] == [None, None, 10]
