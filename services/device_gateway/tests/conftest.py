"""This service's tables, migrated once and copied."""

from collections.abc import Iterator

import pytest

from libs.chassis.postgres import OUTBOX_MIGRATIONS
from libs.chassis.testing.database import migrated_database, new_database
from services.device_gateway.bootstrap import MIGRATIONS, SCHEMA


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    """What each test's own database is a copy of."""
    folders = [OUTBOX_MIGRATIONS, MIGRATIONS]
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=folders) as dsn:
        yield dsn


@pytest.fixture(scope="session")
def migrated_dsn(postgres_server_dsn: str, database_template: str) -> Iterator[str]:
    """One database for all contract tests; each empties what it uses."""
    with new_database(postgres_server_dsn, like=database_template) as dsn:
        yield dsn
