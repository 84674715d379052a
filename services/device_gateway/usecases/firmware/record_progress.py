"""A device says how far its update is."""

from datetime import datetime
from uuid import UUID

from libs.chassis.clock import Clock
from services.device_gateway.domain.firmware.target import Progress, progressed
from services.device_gateway.ports.firmware import FirmwareStore, Outcomes
from services.device_gateway.usecases.firmware.settle import settle


class RecordProgress:
    """Late, repeated and reordered progress changes nothing."""

    def __init__(self, store: FirmwareStore, clock: Clock, outcomes: Outcomes) -> None:
        self._store = store
        self._clock = clock
        self._outcomes = outcomes

    async def __call__(
        self, device_id: str, update_id: UUID, said: Progress, *, received_at: datetime
    ) -> bool:
        """False for what is no update of this device."""
        target = await self._store.find_target(update_id)
        if target is None or target.device_id != device_id:
            return False
        if progressed(target, said, received_at) == target:
            return True
        async with self._store.transaction() as transaction:
            target = await transaction.find_target(update_id) or target
            then = progressed(target, said, received_at)
            if then != target:
                await settle(transaction, [then], self._clock.now(), self._outcomes)
        return True
