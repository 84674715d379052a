"""Databases of their own for tests, on a server that runs."""

import asyncio
import urllib.parse
import uuid
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import asyncpg

from libs.chassis.postgres import connect_pool, migrate

T = TypeVar("T")
_EMPTY: Final = """
do $$
declare
    each regclass;
begin
    set local session_replication_role = replica;
    for each in
        select oid from pg_class
        where relnamespace = current_schema()::regnamespace and relname <> 'applied_migration'
          and relkind in ('r', 'p') and not relispartition
    loop
        execute format('delete from %s', each);
    end loop;
end $$
"""


def blocking(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a loop of its own, beside whatever loop the tests use."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


@contextmanager
def new_database(server_dsn: str, *, like: str | None = None) -> Iterator[str]:
    """Superuser's DSN of a new database; dropped afterwards.

    `like`: DSN of a database that nobody is connected to; the new one is a copy of it instead of
    empty. Copied as files: to write each page to the log, the default, costs three times as much.
    """
    name = f"test_{uuid.uuid4().hex}"
    template = "template1" if like is None else urllib.parse.urlsplit(like).path.lstrip("/")
    statement = f'create database "{name}" template "{template}" strategy file_copy'
    blocking(_execute(server_dsn, statement))
    parts = urllib.parse.urlsplit(server_dsn)
    try:
        yield urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        blocking(_execute(server_dsn, f'drop database "{name}" with (force)'))


@contextmanager
def migrated_database(server_dsn: str, *, schema: str, folders: Sequence[Path]) -> Iterator[str]:
    """The same with a service's tables.

    For a fixture of the session: making one takes longer than most of the tests on it.
    """
    with new_database(server_dsn) as dsn:
        blocking(_migrate(dsn, schema, folders))
        yield dsn


async def empty_tables(pool: "asyncpg.Pool[Any]") -> None:
    """Delete all rows of the pool's schema, whatever refers to them; the superuser may.

    Much quicker than `truncate`, which makes new files for every table and index.
    """
    await pool.execute(_EMPTY)


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _migrate(dsn: str, schema: str, folders: Sequence[Path]) -> None:
    async with connect_pool(dsn, schema=schema, max_connections=1) as pool:
        await migrate(pool, schema=schema, folders=folders)
