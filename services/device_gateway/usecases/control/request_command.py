"""Somebody wants a device to do something."""

from datetime import timedelta

from libs.chassis.clock import Clock, IdFactory
from services.device_gateway.domain.control.command import (
    Command,
    CommandKind,
    CommandPendingError,
)
from services.device_gateway.ports.control import (
    ControlStore,
    DeviceLine,
    DeviceSites,
    IdentitySteps,
)
from services.device_gateway.usecases.control.end_void_commands import end_void_commands


class RequestCommand:
    """Keeps the command and tells the device, again and again until it answers or time is over."""

    def __init__(
        self,
        store: ControlStore,
        line: DeviceLine,
        *,
        sites: DeviceSites,
        identities: IdentitySteps,
        clock: Clock,
        ids: IdFactory,
    ) -> None:
        self._store = store
        self._line = line
        self._sites = sites
        self._identities = identities
        self._clock = clock
        self._ids = ids

    async def request(
        self, device_id: str, kind: CommandKind, *, by: str, valid_for: timedelta
    ) -> Command:
        """The new command. Raises CommandPendingError while one of its kind is pending."""
        now = self._clock.now()
        command = Command(
            command_id=self._ids.new_id(),
            device_id=device_id,
            kind=kind,
            requested_at=now,
            requested_by=by,
            expires_at=now + valid_for,
        )
        async with self._store.transaction() as transaction:
            await end_void_commands(transaction, self._sites, device_id, now)
            if not await transaction.add_command(command):
                raise CommandPendingError(
                    f"the device has not answered an earlier {kind.value} yet"
                )
        if kind is CommandKind.RENEW_CERTIFICATE:
            await self._identities.allow_renewal(device_id)
        self._line.tell_command(command)
        return command
