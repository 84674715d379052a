"""A device says what became of a command."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.command import Outcome, finish
from services.device_gateway.ports.control import ControlStore


class FinishCommand:
    """Keeps the first answer of the device the command was for; others' change nothing."""

    def __init__(self, store: ControlStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def finish(self, device_id: str, command_id: UUID, outcome: Outcome, detail: str) -> bool:
        """Whether there is such a command of the device."""
        async with self._store.transaction() as transaction:
            before = await transaction.command(command_id)
            if before is None or before.device_id != device_id:
                return False
            after = finish(before, outcome, detail, now=self._clock.now())
            if after != before:
                await transaction.save_command(after)
            return True
