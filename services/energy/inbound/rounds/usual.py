"""What facilities draw as a rule, told every few hours."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.postgres import is_transient
from libs.chassis.telemetry import get_logger
from services.energy.usecases.effect.tell_usual import TellUsual

NAME: Final = "usual"
_EVERY_S: Final = 6 * 3600.0
_RETRY_S: Final = 60.0


def usual_worker(tell: TellUsual) -> Worker:
    """At the start, once there is something to tell, and every six hours."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            try:
                known = await tell()
            except Exception as error:
                if not is_transient(error) and not isinstance(error, ConnectionError):
                    raise
                get_logger().warning("usual_postponed", error=repr(error))
                known = 0
            # A system that has just begun knows more in a minute than it did.
            await context.pause(_EVERY_S if known else _RETRY_S)

    return Worker(NAME, run)
