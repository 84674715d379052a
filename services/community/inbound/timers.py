"""What the clock asks for: what is kept no longer goes."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.community.usecases.remove_outdated import AT_ONCE, RemoveOutdated

_EVERY_S: Final = 600.0


def cleaning_worker(remove_outdated: RemoveOutdated) -> Worker:
    """Purges and forgets every ten minutes, at once again while more waits."""

    async def one_round() -> float:
        removed = await remove_outdated()
        if removed:
            get_logger().info("outdated_rows_removed", rows=removed)
        return 0.0 if removed >= AT_ONCE else _EVERY_S

    return timer_worker("cleaning", one_round)
