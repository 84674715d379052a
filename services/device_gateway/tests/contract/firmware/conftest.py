"""The store, as Postgres and as its twin."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from libs.chassis.postgres import connect_pool
from services.device_gateway.bootstrap import SCHEMA
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


@pytest.fixture
async def pool(migrated_dsn: str) -> AsyncIterator["asyncpg.Pool[Any]"]:
    async with connect_pool(migrated_dsn, schema=SCHEMA) as pool:
        await pool.execute(f"truncate {_TABLES} cascade")
        yield pool


@pytest.fixture(params=[in_memory, on_postgres], ids=["memory", "postgres"])
def subject(request: pytest.FixtureRequest) -> Subject:
    made: Subject = request.param(request)
    return made


@pytest.fixture
def store(subject: Subject) -> FirmwareStore:
    return subject.store
