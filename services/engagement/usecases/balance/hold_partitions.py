"""Partitions of communities that come to this replica, and that leave it for another one (NF7)."""

from collections.abc import Sequence

from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.registry.registry import Registry
from services.engagement.usecases.balance.fold_readings import FoldReadings
from services.engagement.usecases.surplus.record_surplus import RecordSurplus, Written


class HoldPartitions:
    """Takes them, goes on where the books say, and lets them go with everything in the books.

    Two replicas may hold the same partition for a moment: what they decide has the same ids.
    """

    def __init__(
        self,
        registry: Registry,
        balances: LiveBalances,
        fold: FoldReadings,
        record: RecordSurplus,
    ) -> None:
        self._registry = registry
        self._balances = balances
        self._fold = fold
        self._record = record

    @property
    def held(self) -> frozenset[int]:
        """Those whose readings are folded here."""
        return self._balances.holding.held

    @property
    def has_states(self) -> bool:
        """Whether it is known of all of them what was decided before."""
        return not self._balances.holding.without_states

    def take(self, partitions: frozenset[int]) -> None:
        """Fold these from now on.

        Nothing of them is shown before `caught_up`, or decided before `restore`, too.
        """
        holding = self._balances.holding
        holding.take(partitions)
        for device_id in self._registry.devices_of(holding.is_coming):
            self._balances.place(device_id, self._registry.placement(device_id))

    def caught_up(self, partitions: frozenset[int]) -> None:
        """All readings there were of these are folded."""
        self._fold.caught_up(partitions)

    async def restore(self) -> None:
        """Go on deciding where the books say that the last owners stopped.

        To be cancelled before partitions come or go, and called again: what was read before they
        came may be old. Raises StoreUnavailableError.
        """
        partitions = self._balances.holding.without_states
        await self._record.restore()
        self._fold.restored(partitions)

    async def let_go(self, partitions: frozenset[int]) -> Sequence[Written]:
        """Fold these no longer; what was written down of what was decided.

        Raises StoreUnavailableError: then decisions wait on, and the states are those saved last.
        """
        self._balances.holding.let_go(partitions)
        self._fold.hand_on()
        try:
            written = await self._record.record()
            await self._record.save_changed(with_candidates=True)
        finally:
            self._balances.let_go()
            self._fold.hand_on()
        return written
