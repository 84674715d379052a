"""What became of pushes, asked for a while after they went out."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.engagement.metrics import delivery as metrics
from services.engagement.ports.delivery import NotSentError
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.delivery.drop_gone import DropGone

_EVERY_S: Final = 60.0


def receipts_worker(channel: str, drop_gone: DropGone) -> Worker:
    """Once a minute; a server or store that is away is asked again in the next one."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            try:
                metrics.ENDPOINTS_GONE.labels(channel).inc(await drop_gone())
            except (NotSentError, StoreUnavailableError) as error:
                get_logger().warning("receipts_postponed", channel=channel, error=str(error))
            await context.pause(_EVERY_S)

    return Worker(f"receipts_{channel}", run)
