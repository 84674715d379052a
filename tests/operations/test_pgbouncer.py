"""Services behind PgBouncer: by session they work, by transaction they do not start (NF4)."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from devstack.servers.postgres import PostgresServer
from devstack.servers.process import ServerProcess
from tests.operations.pgbouncer import PROGRAM, Mode, PgBouncer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(PROGRAM is None, reason="pgbouncer is not installed"),
]
_TESTS = {
    "community": ("services/community/tests/contract", "services/community/tests/integration"),
    "users": ("services/user/tests/contract",),
    "energy": ("services/energy/tests/contract",),
}
"""By schema. They listen and notify, hold locks, prepare statements, and copy."""


@pytest.mark.parametrize("schema", _TESTS)
async def test_a_services_own_tests_pass_by_session(tmp_path: Path, schema: str) -> None:
    code, said = await _tests_behind("session", tmp_path, schema, *_TESTS[schema])
    assert code == 0, said[-4000:]


async def test_by_transaction_a_service_does_not_start(tmp_path: Path) -> None:
    test = "services/community/tests/integration/test_service.py"
    code, said = await _tests_behind("transaction", tmp_path, "community", test)
    assert code == 1
    assert 'pgbouncer with pool_mode set to "transaction"' in said


async def _tests_behind(mode: Mode, folder: Path, schema: str, *tests: str) -> tuple[int, str]:
    async with _pgbouncer(mode, folder, schema) as dsn:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", "-q", "-x", "-m", "not slow", *tests),
            env={**os.environ, "MERIGGIO_TEST_POSTGRES_DSN": dsn},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


@asynccontextmanager
async def _pgbouncer(mode: Mode, folder: Path, schema: str) -> AsyncIterator[str]:
    """The superuser's DSN through it; his schema is the service's, as a service's role has it."""
    postgres = PostgresServer(folder / "postgres", durable=False)
    try:
        async with ServerProcess(postgres, log=folder / "postgres.log"):
            connection = await asyncpg.connect(postgres.dsn)
            await connection.execute(f"alter role postgres set search_path = {schema}")
            await connection.close()
            # Where Postgres' user comes, PgBouncer's does.
            bouncer = PgBouncer(postgres.data_folder.parent, postgres.dsn, mode)
            async with ServerProcess(bouncer, log=folder / "pgbouncer.log"):
                yield bouncer.dsn
    finally:
        postgres.forget()
