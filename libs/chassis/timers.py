"""Work that the clock asks for: rounds, and pauses between them."""

from collections.abc import Awaitable, Callable
from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger

_AFTER_FAULT_S: Final = 1.0

Round = Callable[[], Awaitable[float]]
"""Does what is due; answers how many seconds to pause before the next round."""


def timer_worker(name: str, one_round: Round) -> Worker:
    """Rounds until `stop`, the first at once.

    A round that fails because a server is away or busy is tried again a second later; what else
    it raises ends the process.
    """

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            await context.pause(await _pause_after(one_round, name))

    return Worker(name, run)


async def _pause_after(one_round: Round, name: str) -> float:
    try:
        return await one_round()
    except Exception as error:
        if not is_transient(error):
            raise
        get_logger().warning("round_postponed", worker=name, error=repr(error))
        return _AFTER_FAULT_S
