"""The rounds in which months of readings are made ahead and let go."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.energy.domain.retention.policy import OldReadings
from services.energy.metrics import retention as metrics
from services.energy.usecases.retention.apply_policy import ApplyPolicy

PAUSE_S: Final = 3_600.0
BUSY_PAUSE_S: Final = 60.0


class RetentionRounds:
    """Applies the policy; every replica does, and the first one finds something to do."""

    def __init__(self, apply: ApplyPolicy, old_readings: OldReadings) -> None:
        self._apply = apply
        self._how = old_readings.value

    async def __call__(self) -> float:
        """One application; the pause in seconds before the next round.

        Raises a transient error when the database is away.
        """
        applied = await self._apply()
        metrics.MONTHS.set(len(applied.months))
        metrics.MONTHS_AHEAD.set(applied.months_ahead)
        metrics.MONTHS_BUSY.set(len(applied.busy))
        metrics.KEPT_FROM.set(applied.kept_from.timestamp())
        metrics.TAKEN_OUT.labels(self._how).inc(len(applied.taken_out))
        metrics.FORGOTTEN.inc(applied.forgotten)
        for month in applied.taken_out:
            get_logger().info("readings_taken_out", month=f"{month:%Y-%m}", how=self._how)
        return BUSY_PAUSE_S if applied.busy else PAUSE_S


def retention_worker(apply: ApplyPolicy, old_readings: OldReadings) -> Worker:
    """Rounds until the service stops, the first at once."""
    return timer_worker("retention", RetentionRounds(apply, old_readings))
