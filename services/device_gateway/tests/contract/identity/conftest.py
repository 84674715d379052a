"""The store, as Postgres and as its twin, and the room on each."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.bootstrap import MIGRATIONS, SCHEMA
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.identity.world import World


@pytest.fixture
async def pool(database_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    async with connect_pool(database_dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
        yield pool


@pytest.fixture(params=["memory", "postgres"])
def world(request: pytest.FixtureRequest) -> World:
    if request.param == "memory":
        return World()
    clock = FakeClock(NOW)
    store = PostgresIdentities(request.getfixturevalue("pool"), RandomIds(), clock)
    return World(store, clock)
