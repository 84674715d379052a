"""Monthly partitions in Postgres: made on demand, by whoever comes first."""

import asyncio
from typing import Any

import asyncpg
import pytest

from services.energy.outbound.books.postgres import PostgresBooks
from services.energy.outbound.retention.postgres import PostgresReadingMonths
from services.energy.tests.samples import reading
from services.energy.tests.stage import storing


@pytest.fixture
def pool(own_pool: "asyncpg.Pool[Any]") -> "asyncpg.Pool[Any]":
    return own_pool


async def test_replicas_may_make_the_same_partition_at_once(pool: "asyncpg.Pool[Any]") -> None:
    replicas = [storing(PostgresBooks(pool)) for _ in range(6)]

    await asyncio.gather(
        *(store([reading(0, 1, device=f"d{i}")]) for i, store in enumerate(replicas))
    )

    assert await pool.fetchval("select count(*) from reading") == 6
    assert await pool.fetchval("select count(*) from pg_inherits") >= 1


async def test_a_month_in_use_goes_the_next_time(pool: "asyncpg.Pool[Any]") -> None:
    """Who lets go of a month does not make everybody wait for one long reader."""
    await storing(PostgresBooks(pool))([reading(0, 1)])
    months = PostgresReadingMonths(pool)
    (month,) = await months.present()
    async with pool.acquire() as reader, reader.transaction():
        await reader.fetchval("select count(*) from reading")
        assert not await months.take_out(month, drop=False)
        assert await months.present() == [month]

    assert await months.take_out(month, drop=False)

    assert await months.present() == []
    assert await pool.fetchval("select count(*) from detached_reading_2026_06") == 1
