"""A device is associated after a day of its readings has come (R8, R9, NF4)."""

import signal
from contextlib import AsyncExitStack
from typing import Any

import asyncpg

from libs.chassis.bus import Bus
from libs.chassis.testing.eventually import eventually
from libs.contracts import subjects
from libs.contracts.codec import encode
from services.energy.config import Settings
from services.energy.tests.integration.test_replicas import both_ask, hurry_redelivery, replica
from services.energy.tests.integration.test_service import (
    ALICE,
    all_acknowledged,
    count_at_least,
    expected_books,
    facility_state,
    publish,
    received,
    stored_books,
)
from services.energy.tests.samples import HOME, at

K = 80.5
BEFORE, AFTER = 2_000, 200
HOLD_UP = "select from unplaced_reading where measured_at = $1 for update"


async def is_placed(database: Any, count: int) -> bool:
    placed = "select count(*) = $2 from reading where facility_id = $1"
    return bool(await database.fetchval(placed, HOME, count))


async def test_a_device_associated_later_counts_whoever_is_killed_on_the_way(
    settings: Settings, bus: Bus, database: "asyncpg.Connection[Any]"
) -> None:
    """Live readings come meanwhile, with and without their place."""
    powers = [(20 * i, 1_000 * (i % 7 - 3) + 1 / 3) for i in range(BEFORE + AFTER)]
    late = [received(s, watts, "meter-1", None) for s, watts in powers]
    with_place = [received(s, watts * K, "meter-1", HOME) for s, watts in powers]
    async with AsyncExitStack() as replicas:
        victim = await replicas.enter_async_context(replica(settings))
        await replicas.enter_async_context(replica(settings))
        await eventually(lambda: both_ask(bus), timeout_s=60)
        await hurry_redelivery(bus)
        await publish(bus, late[:BEFORE])
        await eventually(lambda: count_at_least(database, BEFORE), timeout_s=20)
        assert await stored_books(database) == {}

        async with database.transaction():
            await database.execute(HOLD_UP, at(20 * (BEFORE // 2)))
            state = facility_state(HOME, ALICE, "meter-1", k=K)
            await bus.publish(subjects.facility(HOME), encode(state), message_id="associated")
            await eventually(lambda: is_placed(database, BEFORE // 2), timeout_s=30)
            victim.send_signal(signal.SIGKILL)
            await victim.wait()
        await publish(bus, [*late[BEFORE::2], *with_place[BEFORE + 1 :: 2]])

        await eventually(lambda: all_acknowledged(bus), timeout_s=30)
        await eventually(lambda: is_placed(database, BEFORE + AFTER), timeout_s=30)

    assert await stored_books(database) == expected_books(with_place)
    assert await database.fetchval("select count(*) from unplaced_reading") == 0
