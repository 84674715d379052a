"""The store, as Postgres and as its twin, and the room on each."""

from collections.abc import AsyncIterator
from typing import Any, Final

import asyncpg
import pytest

from libs.chassis.clock import RandomIds
from libs.chassis.postgres import connect_pool
from libs.chassis.testing.fakes import FakeClock
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.outbound.identity.postgres import PostgresIdentities
from services.device_gateway.tests.examples import NOW
from services.device_gateway.tests.unit.identity.world import World

_EMPTY: Final = (
    "truncate batch, manufactured_device, certificate, outbox;"
    "update revocation_list set number = 0, pem = '', next_update = '-infinity'"
)


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
