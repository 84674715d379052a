"""A migrated database, made once and emptied for each test."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from libs.chassis.mail_post import POST_MIGRATIONS
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.community.outbound.postgres import MIGRATIONS, SCHEMA

TABLES = (
    "outgoing_mail, invitation_mail, proof_attempt, invitation,"
    " keyed_creation, removed_access, audit_entry, membership_offer, membership_interval,"
    " device_interval, facility_access, facility, community, outbox"
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def migrated_dsn(postgres_server_dsn: str) -> AsyncIterator[str]:
    """A database with this service's tables."""
    name = f"test_community_{uuid4().hex}"
    server = await asyncpg.connect(postgres_server_dsn)
    await server.execute(f'create database "{name}"')
    dsn = urlunsplit(urlsplit(postgres_server_dsn)._replace(path=f"/{name}"))
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, POST_MIGRATIONS, MIGRATIONS])
    yield dsn
    await server.execute(f'drop database "{name}" with (force)')
    await server.close()


@pytest.fixture
async def pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool on empty tables."""
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await pool.execute(f"truncate {TABLES}")
        yield pool
