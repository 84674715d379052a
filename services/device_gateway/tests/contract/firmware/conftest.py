"""A migrated database, made once and emptied for each test."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from libs.chassis.postgres import OUTBOX_MIGRATIONS, connect_pool, migrate
from services.device_gateway.bootstrap import MIGRATIONS, SCHEMA
from services.device_gateway.ports.firmware import FirmwareStore
from services.device_gateway.tests.contract.firmware.subject import (
    Subject,
    in_memory,
    on_postgres,
)

_TABLES = (
    "firmware_target, firmware_rollout, firmware_device, firmware_image_part, firmware_image,"
    " manufactured_device, batch"
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def firmware_dsn(postgres_server_dsn: str) -> AsyncIterator[str]:
    name = f"test_firmware_{uuid4().hex}"
    server = await asyncpg.connect(postgres_server_dsn)
    await server.execute(f'create database "{name}"')
    dsn = urlunsplit(urlsplit(postgres_server_dsn)._replace(path=f"/{name}"))
    async with connect_pool(dsn, schema=SCHEMA) as pool:
        await migrate(pool, schema=SCHEMA, folders=[OUTBOX_MIGRATIONS, MIGRATIONS])
    yield dsn
    await server.execute(f'drop database "{name}" with (force)')
    await server.close()


@pytest.fixture
async def pool(firmware_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    async with connect_pool(firmware_dsn, schema=SCHEMA) as pool:
        await pool.execute(f"truncate {_TABLES} cascade")
        yield pool


@pytest.fixture(params=[in_memory, on_postgres], ids=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    made: Subject = request.param(request)
    return made


@pytest.fixture
def store(subject: Subject) -> FirmwareStore:
    return subject.store
