"""What configuration and commands need from outside."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.device_gateway.domain.control.command import Command
from services.device_gateway.domain.control.configuration import Shadow


class ControlTransaction(Protocol):
    """What is read and written together."""

    async def shadow(self, device_id: str) -> Shadow:
        """The device's shadow, nobody else's to change until the end; a new one at version 0."""
        ...

    async def save_shadow(self, shadow: Shadow) -> None:
        """Keep it."""
        ...

    async def command(self, command_id: UUID) -> Command | None:
        """The command, nobody else's to change until the end."""
        ...

    async def pending_of(self, device_id: str) -> Sequence[Command]:
        """The device's commands without an outcome, the oldest first, locked like one."""
        ...

    async def pending_before(self, moment: datetime, limit: int) -> Sequence[Command]:
        """Commands of all devices that end by then without an outcome, locked, skipping others'."""
        ...

    async def add_command(self, command: Command) -> bool:
        """Keep a new command; False, and nothing, when one of its kind is pending already."""
        ...

    async def save_command(self, command: Command) -> None:
        """Keep how it ended."""
        ...

    async def forget_commands(self, before: datetime, limit: int) -> int:
        """Forget ended commands requested before then; how many."""
        ...


class ControlStore(Protocol):
    """Where shadows and commands are kept."""

    def transaction(self) -> AbstractAsyncContextManager[ControlTransaction]:
        """All or nothing."""
        ...

    async def read_shadow(self, device_id: str) -> Shadow:
        """The device's shadow as it is; a new one at version 0."""
        ...

    async def read_commands(self, device_id: str, limit: int) -> Sequence[Command]:
        """The device's commands, the newest first."""
        ...


class DeviceLine(Protocol):
    """The way to a device; what is lost on it is said again when the device reports."""

    def tell_configuration(self, shadow: Shadow) -> None:
        """Say what the device is to work by."""
        ...

    def tell_command(self, command: Command) -> None:
        """Say what it is to do."""
        ...


class DeviceSites(Protocol):
    """The registry's word on where a device measures, and with which K."""

    def facility_at(self, device_id: str, moment: datetime) -> UUID | None:
        """The facility the device measures at that moment; None: none."""
        ...

    def constant_at(self, device_id: str, moment: datetime) -> float | None:
        """K of the device at that moment; None while it measures no facility."""
        ...


class IdentitySteps(Protocol):
    """What some commands mean for a device's identity; nothing for a device that has none here."""

    async def allow_renewal(self, device_id: str) -> None:
        """Its next certificate may come before its time, once."""
        ...

    async def begin_anew(self, device_id: str) -> None:
        """Its claim may get it a new identity; the one it has ends."""
        ...
