"""People at the HTTP edge of two facilities' community."""

from collections.abc import AsyncIterator

import pytest

from services.engagement.tests.engine import Engine, community, facility
from services.engagement.tests.unit.edge import Edge


@pytest.fixture
async def edge() -> AsyncIterator[Edge]:
    engine = Engine()
    await engine.start(community(), facility(0), facility(1))
    edge = Edge(engine)
    yield edge
    await edge.close()
