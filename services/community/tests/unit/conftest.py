from collections.abc import AsyncIterator

import pytest

from services.community.tests.unit.edge import Edge, open_edge


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    async with open_edge() as edge:
        yield edge
