"""The service on real servers, its mail in the test's own folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.user.tests.integration.running import RunningService, running_service


@pytest.fixture
async def service(
    database_dsn: str, nats_url: str, tmp_path: Path
) -> AsyncIterator[RunningService]:
    async with running_service(dsn=database_dsn, nats_url=nats_url, mail=tmp_path) as running:
        yield running
