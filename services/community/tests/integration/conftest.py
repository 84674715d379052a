from collections.abc import AsyncIterator

import pytest

from services.community.tests.integration.world import World, create_world


@pytest.fixture
async def world(nats_url: str, database_dsn: str) -> AsyncIterator[World]:
    """A bus with the stream, an empty database, a user service's keys."""
    async with create_world(nats_url, database_dsn) as world:
        yield world
