"""The rounds in which ended months are settled, community after community."""

from typing import Final
from uuid import UUID

from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.energy.metrics import ledger as metrics
from services.energy.ports.ledger import SettlementChecks
from services.energy.ports.registry import Registry
from services.energy.usecases.ledger.settle_due import SettleDue

PASS_PAUSE_S: Final = 1_800.0
"""Between two looks at all communities."""
BUSY_PAUSE_S: Final = 0.2
"""After a round that computed: readings and people go first."""
NOBODY_PAUSE_S: Final = 10.0
"""While no community is known: the registry is being read."""
NO_TURN_PAUSE_S: Final = 60.0


class SettlingRounds:
    """A round is one community; of two replicas one has the turn, the other waits."""

    def __init__(self, registry: Registry, checks: SettlementChecks, settle: SettleDue) -> None:
        self._registry = registry
        self._checks = checks
        self._settle = settle
        self._left: list[UUID] = []
        self._again: list[UUID] = []
        self._waiting: dict[UUID, int] = {}

    async def __call__(self) -> float:
        """One community; the pause in seconds before the next round.

        Raises a transient error when the database is away: the community has its turn again.
        """
        if not self._left:
            self._left, self._again = self._again or self._present(), []
            if not self._left:
                return NOBODY_PAUSE_S
        async with self._checks.turn() as has_turn:
            if not has_turn:
                return NO_TURN_PAUSE_S
            computed = await self._round(self._left[-1])
            self._left.pop()
        if computed:
            return BUSY_PAUSE_S
        return 0 if self._left or self._again else PASS_PAUSE_S

    async def _round(self, community_id: UUID) -> int:
        with metrics.SECONDS.time():
            done = await self._settle(community_id)
        metrics.LOOKED_AT.inc(done.looked_at)
        metrics.SETTLED.labels("no").inc(done.settled)
        metrics.UNCHANGED.labels("no").inc(done.unchanged)
        self._waiting[community_id] = done.waiting
        metrics.WAITING.set(sum(self._waiting.values()))
        for key in done.failed:
            metrics.FAILED.inc()
            get_logger().error(
                "month_not_settled",
                community=str(community_id),
                month=f"{key.month:%Y-%m}",
                basis=key.basis.value,
            )
        computed = done.settled + done.unchanged + len(done.failed)
        if computed:
            self._again.append(community_id)
        return computed

    def _present(self) -> list[UUID]:
        return [c.community_id for c in self._registry.communities() if not c.removed]


def settling_worker(registry: Registry, checks: SettlementChecks, settle: SettleDue) -> Worker:
    """Rounds until the service stops."""
    return timer_worker("settling", SettlingRounds(registry, checks, settle))
