"""A migrated database."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.community.outbound.postgres import MIGRATIONS, SCHEMA


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on a new database with this service's tables."""
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        yield pool
