from collections.abc import AsyncIterator

import pytest

from services.energy.tests.unit.ledger.stage import Office, open_office


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with open_office() as office:
        yield office
