"""Postgres: a pool that waits for the server, and forward-only migrations."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import asyncpg

from libs.chassis import tracing
from libs.chassis.postgres_metrics import watched
from libs.chassis.postgres_spans import trace_statements
from libs.chassis.telemetry import get_logger

COMMAND_TIMEOUT_S: Final = 30.0
_CONNECT_ATTEMPTS: Final = 60
_CONNECT_PAUSE_S: Final = 0.5
_MIGRATION_LOCK: Final = 0x6D657269

OUTBOX_MIGRATIONS: Final = Path(__file__).parent / "migrations" / "outbox"
"""First of the folders given to `migrate` by a service that has an outbox."""

_TRANSIENT_ERRORS: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # of a connection whose server died in mid-sentence: issue 784
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.InsufficientResourcesError,  # disk full, out of memory, too many connections
    asyncpg.QueryCanceledError,
    OSError,
    TimeoutError,
)


class MigrationError(Exception):
    """An applied migration differs from its file, or a file is missing."""


def is_transient(error: BaseException) -> bool:
    """True when the same work may succeed later: the server is away, restarting, busy or full."""
    return isinstance(error, _TRANSIENT_ERRORS)


@asynccontextmanager
async def connect_pool(
    dsn: str, *, schema: str, max_connections: int = 8
) -> AsyncIterator["asyncpg.Pool[Any]"]:
    """A pool whose connections see `schema` first; waits up to 30 s for a starting server.

    Raises the last connection error when the server does not come.
    """
    pool = await _create_pool(dsn, schema, max_connections)
    try:
        async with watched(pool):
            yield pool
    finally:
        try:
            async with asyncio.timeout(5):
                await pool.close()
        except TimeoutError:
            pool.terminate()


async def _create_pool(dsn: str, schema: str, max_connections: int) -> "asyncpg.Pool[Any]":
    for attempt in range(1, _CONNECT_ATTEMPTS + 1):
        try:
            return await asyncpg.create_pool(
                dsn,
                min_size=1,
                max_size=max_connections,
                command_timeout=COMMAND_TIMEOUT_S,
                server_settings={"search_path": schema, "application_name": schema},
                setup=trace_statements if tracing.is_on() else None,
            )
        except (OSError, TimeoutError, asyncpg.CannotConnectNowError) as error:
            if attempt == _CONNECT_ATTEMPTS:
                raise
            get_logger().warning("postgres_not_reachable", attempt=attempt, error=str(error))
            await asyncio.sleep(_CONNECT_PAUSE_S)
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class _Migration:
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


async def migrate(pool: "asyncpg.Pool[Any]", *, schema: str, folders: Sequence[Path]) -> None:
    """Apply what is missing of `folders`' numbered .sql files, in order, one transaction each.

    Replicas that start together wait for one another. Raises MigrationError when an applied
    file was changed afterwards.
    """
    migrations = [
        _Migration(f"{folder.parent.name}/{path.name}", path.read_text())
        for folder in folders
        for path in sorted(folder.glob("[0-9]*.sql"))
    ]
    async with pool.acquire() as connection:
        await connection.execute(
            "select pg_advisory_lock($1, hashtext($2))", _MIGRATION_LOCK, schema
        )
        try:
            await _apply_missing(connection, schema, migrations)
        finally:
            await connection.execute(
                "select pg_advisory_unlock($1, hashtext($2))", _MIGRATION_LOCK, schema
            )


async def _apply_missing(connection: Any, schema: str, migrations: Sequence[_Migration]) -> None:
    await _create_schema(connection, schema)
    await connection.execute(
        "create table if not exists applied_migration ("
        " name text primary key, checksum text not null,"
        " applied_at timestamptz not null default clock_timestamp())"
    )
    applied = {
        row["name"]: row["checksum"]
        for row in await connection.fetch("select name, checksum from applied_migration")
    }
    for migration in migrations:
        known = applied.get(migration.name)
        if known == migration.checksum:
            continue
        if known is not None:
            raise MigrationError(f"{migration.name} was changed after it had been applied")
        async with connection.transaction():
            await connection.execute(migration.sql)
            await connection.execute(
                "insert into applied_migration (name, checksum) values ($1, $2)",
                migration.name,
                migration.checksum,
            )
        get_logger().info("migration_applied", schema=schema, migration=migration.name)


async def _create_schema(connection: Any, schema: str) -> None:
    exists = await connection.fetchval(
        "select exists (select from pg_namespace where nspname = $1)", schema
    )
    if not exists:
        quoted = await connection.fetchval("select quote_ident($1)", schema)
        await connection.execute(f"create schema {quoted}")
