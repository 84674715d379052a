"""Balances of the past: what BalanceMinutes promises, of the adapter and its twin."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.database import empty_tables
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.domain.balance.minutes import BalanceMinute
from services.engagement.outbound.balance.memory import MemoryBalanceMinutes
from services.engagement.outbound.balance.postgres import PostgresBalanceMinutes
from services.engagement.ports.balance import BalanceMinutes
from services.engagement.tests.engine import COMMUNITY, KW, MINUTE, at

OTHER = UUID(int=0xC1)
DAY = 24 * 60


@pytest.fixture
async def minutes(books_dsn: str | None) -> AsyncIterator[BalanceMinutes]:
    if books_dsn is None:
        yield MemoryBalanceMinutes()
        return
    async with connect_pool(books_dsn, schema=SCHEMA, max_connections=2) as pool:
        await empty_tables(pool)
        yield PostgresBalanceMinutes(pool)


def minute(number: int, *, fresh: int = 3, community_id: UUID = COMMUNITY) -> BalanceMinute:
    return BalanceMinute(community_id, at(number * MINUTE), fresh * KW, KW, fresh, 4)


async def test_minutes_are_read_in_order_and_of_one_community_only(minutes: BalanceMinutes) -> None:
    await minutes.add([minute(2), minute(0), minute(1, community_id=OTHER), minute(1), minute(3)])
    found = await minutes.read(COMMUNITY, at(MINUTE), at(3 * MINUTE))
    assert list(found) == [minute(1), minute(2)]
    assert list(await minutes.read(OTHER, at(0), at(60 * MINUTE))) == [
        minute(1, community_id=OTHER)
    ]


async def test_a_minute_is_corrected_unless_more_was_known(minutes: BalanceMinutes) -> None:
    """Also where as many are known: a late reading can change the power alone."""
    await minutes.add([minute(0), minute(1), minute(2)])
    other = replace(minute(1), produced_mw=0)
    assert await minutes.correct([minute(0), other, minute(2, fresh=2), minute(3)]) == 2
    assert await minutes.correct([minute(0), other, minute(3)]) == 0
    assert await minutes.correct([]) == 0
    found = await minutes.read(COMMUNITY, at(0), at(9 * MINUTE))
    assert list(found) == [minute(0), other, minute(2), minute(3)]


@pytest.mark.parametrize("together", [True, False])
async def test_of_a_minute_the_fuller_balance_stays(
    minutes: BalanceMinutes, together: bool
) -> None:
    told = [minute(0, fresh=2), minute(0, fresh=3), minute(0, fresh=1)]
    for batch in [told] if together else [[one] for one in told]:
        await minutes.add(batch)
    assert list(await minutes.read(COMMUNITY, at(0), at(MINUTE))) == [minute(0, fresh=3)]


async def test_old_minutes_are_forgotten_by_the_community_s_own_time(
    minutes: BalanceMinutes,
) -> None:
    await minutes.add([minute(number) for number in (0, 1, 2 * DAY, 3 * DAY)])
    await minutes.add([minute(0, community_id=OTHER)])
    assert await minutes.forget(1, limit=1) == 1
    assert await minutes.forget(1, limit=10) == 1
    assert await minutes.forget(1, limit=10) == 0
    kept = await minutes.read(COMMUNITY, at(0), at(0) + timedelta(days=9))
    assert list(kept) == [minute(2 * DAY), minute(3 * DAY)]
    assert len(await minutes.read(OTHER, at(0), at(MINUTE))) == 1
