from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.engagement.tests.integration.world import World, create_world


@pytest.fixture
async def world(nats_url: str, database_dsn: str, tmp_path: Path) -> AsyncIterator[World]:
    """A bus with streams, an empty database, a folder."""
    async with create_world(nats_url, database_dsn, tmp_path) as world:
        yield world
