"""Starts of roll-outs, on Postgres: the twin's transactions are alone anyway."""

import asyncio
from typing import Any

import asyncpg

from libs.chassis.testing.eventually import eventually
from services.device_gateway.outbound.firmware.postgres import PostgresFirmware
from services.device_gateway.tests.unit.firmware.samples import ROLLOUT_ID, image, rollout

_WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"


async def test_of_two_starts_at_once_the_second_sees_the_first(pool: "asyncpg.Pool[Any]") -> None:
    """Planning excludes nobody; a start that is sent twice must not begin two all the same."""
    store = PostgresFirmware(pool)

    async def seen_by_the_second() -> list[Any]:
        async with store.transaction(exclusive=False) as transaction:
            await transaction.start_alone()
            return [each.rollout_id for each in await transaction.running_rollouts()]

    async with store.transaction() as transaction:
        await transaction.save_image(image())
    async with store.transaction(exclusive=False) as transaction:
        await transaction.start_alone()
        await transaction.save_rollout(rollout())
        second = asyncio.create_task(seen_by_the_second())

        async def waits_or_is_through() -> bool:
            return second.done() or bool(await pool.fetchval(_WAITING))

        await eventually(waits_or_is_through)
    assert await second == [ROLLOUT_ID]
