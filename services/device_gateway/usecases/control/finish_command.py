"""A device says what became of a command."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.command import CommandKind, Outcome, finish
from services.device_gateway.ports.control import ControlStore, IdentitySteps


class FinishCommand:
    """Keeps the first answer of the device the command was for; others' change nothing."""

    def __init__(self, store: ControlStore, identities: IdentitySteps, clock: Clock) -> None:
        self._store = store
        self._identities = identities
        self._clock = clock

    async def finish(self, device_id: str, command_id: UUID, outcome: Outcome, detail: str) -> bool:
        """Whether there is such a command of the device."""
        if outcome is Outcome.DONE and await self._gives_up_its_identity(device_id, command_id):
            # Before the answer is kept: cut off in between, it is done again; a late copy of the
            # answer must not end the identity that the device has by then.
            await self._identities.begin_anew(device_id)
        async with self._store.transaction() as transaction:
            before = await transaction.command(command_id)
            if before is None or before.device_id != device_id:
                return False
            after = finish(before, outcome, detail, now=self._clock.now())
            if after != before:
                await transaction.save_command(after)
            return True

    async def _gives_up_its_identity(self, device_id: str, command_id: UUID) -> bool:
        async with self._store.transaction() as transaction:
            command = await transaction.command(command_id)
        return (
            command is not None
            and command.device_id == device_id
            and command.kind is CommandKind.PROVISION_AGAIN
            and command.outcome in {None, Outcome.EXPIRED}
        )
