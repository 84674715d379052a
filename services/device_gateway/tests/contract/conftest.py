"""The gateway's tables, made once; each test empties its room's."""

from collections.abc import Iterator

import pytest

from libs.chassis.postgres import OUTBOX_MIGRATIONS
from libs.chassis.testing.database import migrated_database
from services.device_gateway.bootstrap import MIGRATIONS, SCHEMA


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str) -> Iterator[str]:
    """One database for the tests of all rooms."""
    folders = [OUTBOX_MIGRATIONS, MIGRATIONS]
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=folders) as dsn:
        yield dsn
