from collections.abc import AsyncIterator

import pytest

from services.energy.tests.unit.accrual.stage import Stage, open_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with open_stage() as stage:
        yield stage
