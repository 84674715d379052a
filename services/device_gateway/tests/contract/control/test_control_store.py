"""Shadows and commands, in Postgres and in the twin."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from libs.chassis.postgres import connect_pool
from services.device_gateway.bootstrap import SCHEMA
from services.device_gateway.domain.control.command import (
    Command,
    CommandKind,
    Outcome,
    expire,
    finish,
)
from services.device_gateway.domain.control.configuration import (
    Calibration,
    Configuration,
    Shadow,
)
from services.device_gateway.outbound.control.memory import MemoryControl
from services.device_gateway.outbound.control.postgres import PostgresControl
from services.device_gateway.ports.control import ControlStore
from services.device_gateway.tests.examples import NOW

_SHADOW = Shadow(
    device_id="meter-1",
    version=3,
    desired=Configuration(
        reporting_interval_s=10,
        on_change_w=0.0,
        transformation_constant=25.0,
        calibration=Calibration(current_gain=1.01, phase_shift_deg=-2.5),
    ),
    desired_at=NOW,
    desired_by="ada",
    reported_version=2,
    reported=Configuration(reporting_interval_s=60),
    reported_at=NOW,
    rejected="too fast",
)


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest) -> AsyncIterator[ControlStore]:
    if request.param == "memory":
        yield MemoryControl()
        return
    async with connect_pool(request.getfixturevalue("migrated_dsn"), schema=SCHEMA) as pool:
        await pool.execute("truncate shadow, command")
        yield PostgresControl(pool)


def _command(number: int, **changes: Any) -> Command:
    command = Command(
        command_id=UUID(int=number),
        device_id="meter-1",
        kind=CommandKind.REBOOT,
        requested_at=NOW + timedelta(seconds=number),
        requested_by="ada",
        expires_at=NOW + timedelta(hours=1),
    )
    return replace(command, **changes)


async def test_shadow_is_kept_whole(store: ControlStore) -> None:
    assert await store.read_shadow("meter-1") == Shadow(device_id="meter-1")
    async with store.transaction() as transaction:
        assert await transaction.shadow("meter-1") == Shadow(device_id="meter-1")
        await transaction.save_shadow(_SHADOW)
    assert await store.read_shadow("meter-1") == _SHADOW
    assert await store.read_shadow("meter-2") == Shadow(device_id="meter-2")


async def test_changes_of_one_shadow_do_not_overtake_one_another(store: ControlStore) -> None:
    async def raise_version() -> None:
        async with store.transaction() as transaction:
            shadow = await transaction.shadow("meter-1")
            await asyncio.sleep(0)
            await transaction.save_shadow(replace(shadow, version=shadow.version + 1))

    await asyncio.gather(*(raise_version() for _ in range(8)))
    assert (await store.read_shadow("meter-1")).version == 8


async def test_nothing_is_kept_of_a_failed_transaction(store: ControlStore) -> None:
    async def fail_in_the_end() -> None:
        async with store.transaction() as transaction:
            await transaction.shadow("meter-1")
            await transaction.save_shadow(_SHADOW)
            await transaction.add_command(_command(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_in_the_end()
    assert (await store.read_shadow("meter-1")).version == 0
    assert await store.read_commands("meter-1", 10) == []


async def test_one_pending_command_of_a_kind(store: ControlStore) -> None:
    async with store.transaction() as transaction:
        assert await transaction.add_command(_command(1))
        assert not await transaction.add_command(_command(2))
        assert await transaction.add_command(_command(3, kind=CommandKind.IDENTIFY))
        assert await transaction.add_command(_command(4, device_id="meter-2"))
        pending = await transaction.pending_of("meter-1")
        assert [each.command_id.int for each in pending] == [1, 3]

        done = finish(pending[0], Outcome.DONE, "restarted", now=NOW)
        await transaction.save_command(done)
        assert await transaction.command(UUID(int=1)) == done
        assert await transaction.add_command(_command(5))
    assert [each.command_id.int for each in await store.read_commands("meter-1", 2)] == [5, 3]


async def test_outdated_commands(store: ControlStore) -> None:
    async with store.transaction() as transaction:
        await transaction.add_command(_command(1))
        await transaction.add_command(_command(2, kind=CommandKind.IDENTIFY, expires_at=NOW))
        outdated = await transaction.pending_before(NOW, 10)
        assert [each.command_id.int for each in outdated] == [2]
        await transaction.save_command(expire(outdated[0], NOW))
        assert await transaction.pending_before(NOW, 10) == []
        assert await transaction.forget_commands(NOW, 10) == 0
        assert await transaction.forget_commands(NOW + timedelta(days=1), 10) == 1
    left = await store.read_commands("meter-1", 10)
    assert [each.command_id.int for each in left] == [1], "a pending one is never forgotten"
