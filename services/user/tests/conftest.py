"""A migrated database and both kinds of each adapter."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

import services.user
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.user.outbound.postgres import SCHEMA


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on a new database with this service's tables."""
    assert services.user.__file__ is not None
    migrations = Path(services.user.__file__).parent / "migrations"
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, migrations])
        yield pool
