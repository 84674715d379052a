"""What the clock asks for: what is kept no longer goes."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from services.community.usecases.remove_outdated import AT_ONCE, RemoveOutdated

_EVERY_S: Final = 600.0
_AFTER_FAULT_S: Final = 5.0


def cleaning_worker(remove_outdated: RemoveOutdated) -> Worker:
    """Purges and forgets every ten minutes, at once again while more waits."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            await context.pause(await _one_round(remove_outdated))

    return Worker("cleaning", run)


async def _one_round(remove_outdated: RemoveOutdated) -> float:
    try:
        removed = await remove_outdated()
    except Exception as error:
        if not is_transient(error):
            raise
        get_logger().warning("cleaning_postponed", error=repr(error))
        return _AFTER_FAULT_S
    if removed:
        get_logger().info("outdated_rows_removed", rows=removed)
    return 0.0 if removed >= AT_ONCE else _EVERY_S
