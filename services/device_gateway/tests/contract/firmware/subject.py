"""The store under test: the memory twin or Postgres."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from services.device_gateway.outbound.firmware.memory import MemoryFirmware
from services.device_gateway.outbound.firmware.postgres import PostgresFirmware
from services.device_gateway.ports.firmware import FirmwareStore
from services.device_gateway.tests.examples import NOW


@dataclass(frozen=True)
class Subject:
    store: FirmwareStore
    manufacture: Callable[[dict[str, str]], Awaitable[None]]
    """Put devices and their batches on the manufacturing list."""
    revoke: Callable[[str], Awaitable[None]]


def in_memory(_: pytest.FixtureRequest) -> Subject:
    batches: dict[str, str] = {}
    revoked: set[str] = set()

    async def manufacture(made: dict[str, str]) -> None:
        batches.update(made)

    async def revoke(device_id: str) -> None:
        revoked.add(device_id)

    return Subject(MemoryFirmware(batches.get, revoked), manufacture, revoke)


def on_postgres(request: pytest.FixtureRequest) -> Subject:
    pool: asyncpg.Pool[Any] = request.getfixturevalue("pool")

    async def manufacture(made: dict[str, str]) -> None:
        await pool.executemany(
            "insert into batch (batch_id, name, claim_serials, created_at)"
            " values ($1, $1, '{}', $2)",
            [(batch, NOW) for batch in set(made.values())],
        )
        await pool.executemany(
            "insert into manufactured_device"
            " (serial_number, device_id, batch_id, imported_at, changed_in)"
            " values ($1, $1, $2, $3, 0)",
            [(device_id, batch, NOW) for device_id, batch in made.items()],
        )

    async def revoke(device_id: str) -> None:
        await pool.execute(
            "update manufactured_device set revoked_at = $2, reason = 'stolen'"
            " where device_id = $1",
            device_id,
            NOW,
        )

    return Subject(PostgresFirmware(pool), manufacture, revoke)
