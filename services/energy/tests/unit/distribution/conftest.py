from collections.abc import AsyncIterator

import pytest

from services.energy.tests.unit.distribution.desk import Desk, open_desk


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with open_desk() as desk:
        yield desk
