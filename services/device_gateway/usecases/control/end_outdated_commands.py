"""What the clock asks for: commands end, and are forgotten."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from services.device_gateway.domain.control.command import expire
from services.device_gateway.ports.control import ControlStore

KEPT: Final = timedelta(days=90)
AT_ONCE: Final = 500


class EndOutdatedCommands:
    """Ends those nobody answered in time, forgets those of 90 days ago."""

    def __init__(self, store: ControlStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def __call__(self) -> int:
        """How many were ended or forgotten; at AT_ONCE more may wait."""
        now = self._clock.now()
        async with self._store.transaction() as transaction:
            outdated = await transaction.pending_before(now, AT_ONCE)
            for command in outdated:
                await transaction.save_command(expire(command, now))
            forgotten = await transaction.forget_commands(now - KEPT, AT_ONCE)
        return max(len(outdated), forgotten)
