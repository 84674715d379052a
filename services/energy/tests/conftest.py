"""This service's tables, migrated once; copied, or emptied, for each test."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.database import empty_tables, migrated_database, new_database
from services.energy.bootstrap import MIGRATIONS, SCHEMA


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    """What each test's own database is a copy of."""
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=[MIGRATIONS]) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str, database_template: str) -> Iterator[str]:
    """The one database that `pool` is on."""
    with new_database(postgres_server_dsn, like=database_template) as dsn:
        yield dsn


@pytest.fixture
async def pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on tables as a migration leaves them: empty, and all readings kept."""
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await empty_tables(pool)
        await pool.execute("insert into reading_retention (kept_from) values ('2000-01-01Z')")
        yield pool
