"""Devices are asked for readings that have not come."""

from typing import Protocol

from libs.chassis.clock import Clock
from services.device_gateway.domain.readings.numbering import Look, Numbering, ResendRules, look_at
from services.device_gateway.ports.activity import ActivityStore, MissingReadings

LOOKED_AT_TOGETHER = 200


class ResendCounts(Protocol):
    """Counts what was asked for and what was given up."""

    def asked(self, *, requests: int, numbers: int) -> None: ...

    def lost(self, numbers: int) -> None: ...


class AskForMissing:
    """One round over the devices whose numbers have holes."""

    def __init__(
        self,
        store: ActivityStore,
        devices: MissingReadings,
        clock: Clock,
        *,
        rules: ResendRules,
        counts: ResendCounts,
    ) -> None:
        self._store = store
        self._devices = devices
        self._clock = clock
        self._rules = rules
        self._counts = counts

    async def ask(self) -> bool:
        """Ask those that are due; whether there may be more of them. Raises the store's errors."""
        now = self._clock.now()

        def decide(numbering: Numbering) -> Look:
            return look_at(numbering, now, self._rules)

        looks = await self._store.look(now, LOOKED_AT_TOGETHER, decide)
        requests = [(device_id, look.ask) for device_id, look in looks if look.ask.spans]
        self._devices.ask(requests)
        self._counts.asked(
            requests=len(requests), numbers=sum(numbers.count for _, numbers in requests)
        )
        self._counts.lost(sum(look.lost_count for _, look in looks))
        return len(looks) == LOOKED_AT_TOGETHER
