"""The twin of shadows and commands in Postgres, for tests."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import UUID

from services.device_gateway.domain.control.command import Command
from services.device_gateway.domain.control.configuration import Shadow


class MemoryControl:
    """Fulfils ControlStore; one transaction at a time."""

    def __init__(self) -> None:
        self._shadows: dict[str, Shadow] = {}
        self._commands: dict[UUID, Command] = {}
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["MemoryControl"]:
        """All or nothing."""
        async with self._turn:
            before = self._shadows.copy(), self._commands.copy()
            try:
                yield self
            except BaseException:
                self._shadows, self._commands = before
                raise

    async def read_shadow(self, device_id: str) -> Shadow:
        """The device's shadow as it is; a new one at version 0."""
        return self._shadows.get(device_id, Shadow(device_id=device_id))

    async def read_commands(self, device_id: str, limit: int) -> Sequence[Command]:
        """The device's commands, the newest first."""
        found = [command for command in self._commands.values() if command.device_id == device_id]
        return sorted(found, key=lambda command: command.requested_at, reverse=True)[:limit]

    async def shadow(self, device_id: str) -> Shadow:
        """As `read_shadow`."""
        return await self.read_shadow(device_id)

    async def save_shadow(self, shadow: Shadow) -> None:
        """Keep it."""
        self._shadows[shadow.device_id] = shadow

    async def command(self, command_id: UUID) -> Command | None:
        """The command."""
        return self._commands.get(command_id)

    async def pending_of(self, device_id: str) -> Sequence[Command]:
        """The oldest first."""
        return [each for each in self._pending() if each.device_id == device_id]

    async def pending_before(self, moment: datetime, limit: int) -> Sequence[Command]:
        """Those that end by then."""
        return [each for each in self._pending() if each.expires_at <= moment][:limit]

    async def add_command(self, command: Command) -> bool:
        """False, and nothing, when one of its kind is pending already."""
        pending = await self.pending_of(command.device_id)
        if any(each.kind is command.kind for each in pending):
            return False
        self._commands[command.command_id] = command
        return True

    async def save_command(self, command: Command) -> None:
        """Keep how it ended."""
        self._commands[command.command_id] = command

    async def forget_commands(self, before: datetime, limit: int) -> int:
        """How many ended ones were forgotten."""
        old = [
            each.command_id
            for each in self._commands.values()
            if not each.is_pending and each.requested_at < before
        ][:limit]
        for command_id in old:
            del self._commands[command_id]
        return len(old)

    def _pending(self) -> list[Command]:
        pending = [command for command in self._commands.values() if command.is_pending]
        return sorted(pending, key=lambda command: command.requested_at)


class RememberedSteps:
    """Remembers what commands meant for identities."""

    def __init__(self) -> None:
        self.may_renew: list[str] = []
        self.begun_anew: list[str] = []

    async def allow_renewal(self, device_id: str) -> None:
        """Remember it."""
        self.may_renew.append(device_id)

    async def begin_anew(self, device_id: str) -> None:
        """Remember it."""
        self.begun_anew.append(device_id)
