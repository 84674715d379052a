"""This service's tables, migrated once and copied for each test."""

from collections.abc import Iterator

import pytest

from libs.chassis.testing.database import migrated_database
from services.energy.bootstrap import MIGRATIONS, SCHEMA


@pytest.fixture(scope="session")
def database_template(postgres_server_dsn: str) -> Iterator[str]:
    """What each test's own database is a copy of."""
    with migrated_database(postgres_server_dsn, schema=SCHEMA, folders=[MIGRATIONS]) as dsn:
        yield dsn
