"""The store, as Postgres and as its twin, and the room on each."""

import urllib.parse
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

import asyncpg
import pytest

from devstack.pytest_servers import blocking
from libs.chassis.clock import RandomIds
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.bootstrap import MIGRATIONS, SCHEMA
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.identity.world import World

_EMPTY: Final = (
    "truncate batch, manufactured_device, certificate, outbox;"
    "update revocation_list set number = 0, pem = '', next_update = '-infinity'"
)


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str) -> Iterator[str]:
    """One database for all tests of this folder: making one takes longer than most of them."""
    name = f"identity_{uuid.uuid4().hex}"
    parts = urllib.parse.urlsplit(postgres_server_dsn)
    dsn = urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
    blocking(_execute(postgres_server_dsn, f'create database "{name}"'))
    blocking(_migrate(dsn))
    yield dsn
    blocking(_execute(postgres_server_dsn, f'drop database "{name}" with (force)'))


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _migrate(dsn: str) -> None:
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])


@pytest.fixture
async def pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """On tables without rows."""
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await pool.execute(_EMPTY)
        yield pool


@pytest.fixture(params=["memory", "postgres"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "memory":
        return World()
    clock = FakeClock(NOW)
    store = PostgresIdentities(request.getfixturevalue("pool"), RandomIds(), clock)
    return World(store, clock)
