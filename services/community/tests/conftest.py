"""A migrated database, made once and copied, or emptied for each test."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.mail_post import POST_MIGRATIONS
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool
from libs.chassis.testing.database import empty_tables, migrated_database, new_database
from services.community.outbound.postgres.registry import MIGRATIONS, SCHEMA


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    """A database with this service's tables, which each test's own one is a copy of."""
    folders = [OUTBOX_MIGRATIONS, POST_MIGRATIONS, MIGRATIONS]
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=folders) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str, database_template: str) -> Iterator[str]:
    """The one database that `pool` is on."""
    with new_database(postgres_server_dsn, like=database_template) as dsn:
        yield dsn


@pytest.fixture
async def pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on empty tables."""
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await empty_tables(pool)
        yield pool
