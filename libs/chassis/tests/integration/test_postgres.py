import asyncio
from pathlib import Path

import pytest

from libs.chassis.postgres import MigrationError, connect_pool, migrate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    migrations = tmp_path / "service" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_first.sql").write_text("create table roof (area_m2 int);")
    return migrations


async def test_migrations_run_once_in_order_also_when_replicas_start_together(
    database_dsn: str, folder: Path
) -> None:
    (folder / "0002_second.sql").write_text("insert into roof values (12);")
    async with connect_pool(database_dsn, schema="test") as pool:
        await asyncio.gather(*(migrate(pool, schema="test", folders=[folder]) for _ in range(5)))
        assert await pool.fetchval("select count(*) from test.roof") == 1


async def test_an_applied_migration_may_not_change(database_dsn: str, folder: Path) -> None:
    async with connect_pool(database_dsn, schema="test") as pool:
        await migrate(pool, schema="test", folders=[folder])
        (folder / "0001_first.sql").write_text("create table roof (area_m2 bigint);")
        with pytest.raises(MigrationError, match="0001_first"):
            await migrate(pool, schema="test", folders=[folder])


async def test_a_broken_migration_leaves_nothing_behind(database_dsn: str, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("create table half (a int); select 1/0;")
    async with connect_pool(database_dsn, schema="test") as pool:
        with pytest.raises(Exception, match="division by zero"):
            await migrate(pool, schema="test", folders=[folder])
        tables = await pool.fetch("select tablename from pg_tables where schemaname = 'test'")
    assert {row["tablename"] for row in tables} == {"applied_migration", "roof"}
