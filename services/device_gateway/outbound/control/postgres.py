"""Shadows and commands in Postgres (migrations/0003_control.sql)."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from services.device_gateway.domain.control.command import Command
from services.device_gateway.domain.control.configuration import Configuration, Shadow
from services.device_gateway.outbound.control.rows import (
    command_of,
    configuration_json,
    shadow_of,
)

_NEW_SHADOW: Final = (
    "insert into shadow (device_id, desired) values ($1, $2) on conflict (device_id) do nothing"
)
_SHADOW: Final = "select * from shadow where device_id = $1"
_SAVE_SHADOW: Final = (
    "update shadow set version = $2, desired = $3, desired_at = $4, desired_by = $5,"
    " reported_version = $6, reported = $7, reported_at = $8, rejected = $9 where device_id = $1"
)
_COMMAND: Final = "select * from command where command_id = $1 for update"
_PENDING: Final = (
    "select * from command where device_id = $1 and outcome is null"
    " order by requested_at, command_id for update"
)
_OUTDATED: Final = (
    "select * from command where outcome is null and expires_at <= $1"
    " order by expires_at limit $2 for update skip locked"
)
_ADD_COMMAND: Final = (
    "insert into command (command_id, device_id, kind, requested_at, requested_by, expires_at,"
    " outcome, detail, finished_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " on conflict (device_id, kind) where outcome is null do nothing"
)
_SAVE_COMMAND: Final = (
    "update command set outcome = $2, detail = $3, finished_at = $4 where command_id = $1"
)
_FORGET: Final = (
    "delete from command where command_id in (select command_id from command"
    " where outcome is not null and requested_at < $1 order by requested_at limit $2)"
)
_COMMANDS: Final = (
    "select * from command where device_id = $1 order by requested_at desc, command_id limit $2"
)


class PostgresControl:
    """Fulfils ControlStore."""

    def __init__(self, pool: "asyncpg.Pool[Any]") -> None:
        self._pool = pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["PostgresControlTransaction"]:
        """All or nothing."""
        async with self._pool.acquire() as connection, connection.transaction():
            yield PostgresControlTransaction(connection)

    async def read_shadow(self, device_id: str) -> Shadow:
        """The device's shadow as it is; a new one at version 0."""
        row = await self._pool.fetchrow(_SHADOW, device_id)
        return Shadow(device_id=device_id) if row is None else shadow_of(row)

    async def read_commands(self, device_id: str, limit: int) -> Sequence[Command]:
        """The device's commands, the newest first."""
        return [command_of(row) for row in await self._pool.fetch(_COMMANDS, device_id, limit)]


class PostgresControlTransaction:
    """Fulfils ControlTransaction within an open transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def shadow(self, device_id: str) -> Shadow:
        """Locked; made when there is none."""
        row = await self._connection.fetchrow(f"{_SHADOW} for update", device_id)
        if row is None:
            await self._connection.execute(
                _NEW_SHADOW, device_id, configuration_json(Configuration())
            )
            row = await self._connection.fetchrow(f"{_SHADOW} for update", device_id)
        return shadow_of(row)

    async def save_shadow(self, shadow: Shadow) -> None:
        """Keep it."""
        await self._connection.execute(
            _SAVE_SHADOW,
            shadow.device_id,
            shadow.version,
            configuration_json(shadow.desired),
            shadow.desired_at,
            shadow.desired_by,
            shadow.reported_version,
            configuration_json(shadow.reported),
            shadow.reported_at,
            shadow.rejected,
        )

    async def command(self, command_id: UUID) -> Command | None:
        """Locked."""
        row = await self._connection.fetchrow(_COMMAND, command_id)
        return None if row is None else command_of(row)

    async def pending_of(self, device_id: str) -> Sequence[Command]:
        """The oldest first, locked."""
        return [command_of(row) for row in await self._connection.fetch(_PENDING, device_id)]

    async def pending_before(self, moment: datetime, limit: int) -> Sequence[Command]:
        """Locked; what others have locked is left out."""
        return [command_of(row) for row in await self._connection.fetch(_OUTDATED, moment, limit)]

    async def add_command(self, command: Command) -> bool:
        """False, and nothing, when one of its kind is pending already."""
        status: str = await self._connection.execute(
            _ADD_COMMAND,
            command.command_id,
            command.device_id,
            command.kind,
            command.requested_at,
            command.requested_by,
            command.expires_at,
            command.outcome,
            command.detail,
            command.finished_at,
        )
        return status.endswith(" 1")

    async def save_command(self, command: Command) -> None:
        """Keep how it ended."""
        await self._connection.execute(
            _SAVE_COMMAND, command.command_id, command.outcome, command.detail, command.finished_at
        )

    async def forget_commands(self, before: datetime, limit: int) -> int:
        """How many ended ones were forgotten."""
        status: str = await self._connection.execute(_FORGET, before, limit)
        return int(status.rsplit(" ", 1)[1])
