"""The promises of the ports, checked on the adapter and on its twin."""

from collections.abc import AsyncIterator

import pytest

from libs.chassis.postgres import connect_pool
from libs.chassis.testing.database import empty_tables
from services.engagement.bootstrap.schema import SCHEMA
from services.engagement.domain.delivery.endpoint import EndpointKind
from services.engagement.outbound.delivery.endpoints import PostgresEndpoints
from services.engagement.outbound.delivery.postgres import PostgresDeliveryQueue
from services.engagement.outbound.delivery.vault import AddressVault
from services.engagement.outbound.memory import MemoryBooks
from services.engagement.outbound.notifications.calls import PostgresCallBook
from services.engagement.outbound.notifications.personal_data import PostgresPersonalData
from services.engagement.outbound.notifications.postgres import PostgresInbox
from services.engagement.outbound.notifications.preferences import PostgresPreferences
from services.engagement.outbound.surplus.postgres import PostgresSurplusStore
from services.engagement.tests.contract.books import Books

VAULT = AddressVault(bytes(range(32)))


@pytest.fixture(params=["memory", "postgres"])
def books_dsn(request: pytest.FixtureRequest) -> str | None:
    """Where the books are; None for memory."""
    if request.param == "memory":
        return None
    dsn: str = request.getfixturevalue("migrated_dsn")
    return dsn


@pytest.fixture
async def books(books_dsn: str | None) -> AsyncIterator[Books]:
    """Empty books of either kind."""
    if books_dsn is None:
        memory = MemoryBooks()
        yield Books(memory, memory, memory, memory, memory, memory, memory, memory)
        return
    async with connect_pool(books_dsn, schema=SCHEMA, max_connections=4) as pool:
        await empty_tables(pool)
        yield Books(
            PostgresSurplusStore(pool),
            PostgresInbox(pool),
            PostgresDeliveryQueue(pool, VAULT, channels=tuple(EndpointKind)),
            PostgresEndpoints(pool, VAULT),
            PostgresPreferences(pool),
            PostgresCallBook(pool),
            PostgresPersonalData(pool),
            pool,
        )
