"""A bus that lost its files gets its streams back without anybody being restarted."""

from collections.abc import Sequence
from typing import Final

import nats.errors
from prometheus_client import Counter

from libs.chassis.bus import Bus
from libs.chassis.bus_streams import StreamDeclaration, missing_of
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger

_LOOKS_EVERY_S: Final = 5.0
_LOST: Final = Counter(
    "meriggio_bus_streams_lost_total",
    "Streams that were gone while the service ran, and were made again, empty.",
    ["stream"],
)


def lost_streams_worker(
    bus: Bus, specs: Sequence[StreamDeclaration], *, looks_every_s: float = _LOOKS_EVERY_S
) -> Worker:
    """Declares those again that are gone. Their owners tell them anew what was in them."""

    async def run(context: WorkerContext) -> None:
        for spec in specs:
            _LOST.labels(spec.name)  # from nought on: a rate sees no first one
        context.ready()
        while not context.stop.is_set():
            await context.pause(looks_every_s)
            try:
                for spec in await missing_of(bus.js, specs):
                    get_logger().warning("stream_lost", stream=spec.name)
                    await context.unless_stopped(bus.declare([spec]))
                    _LOST.labels(spec.name).inc()
            except (nats.errors.Error, TimeoutError):
                continue  # who needs the bus says so

    return Worker("lost_streams", run)
