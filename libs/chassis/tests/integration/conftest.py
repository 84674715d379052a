"""What the tests of the outbox share."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """On a database with the outbox's tables."""
    async with connect_pool(database_dsn, schema="test") as pool:
        await migrate(pool, schema="test", folders=[OUTBOX_MIGRATIONS])
        yield pool
