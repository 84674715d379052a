"""Communities' surplus to homes: on change, and again after every break of the connection."""

import random
from typing import Final

from libs.chassis.backoff import Backoff
from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.engagement.metrics import delivery as metrics
from services.engagement.ports.home import HomesUnreachableError, HomeTopics
from services.engagement.usecases.delivery.publish_homes import PublishHomes

_EVERY_S: Final = 1.0
_BACKOFF: Final = Backoff(first_s=1.0, longest_s=30.0, chance=random.random)


def home_worker(topics: HomeTopics, publish: PublishHomes) -> Worker:
    """Ready at once: a service without its homes' broker still serves people."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        attempt = 0
        while not context.stop.is_set():
            try:
                async with topics.connected() as lost:
                    attempt = 0
                    metrics.HOME_CONNECTED.set(1)
                    publish.begin_anew()
                    while not (context.stop.is_set() or lost.is_set()):
                        metrics.HOME_STATES.inc(len(await publish.publish_due()))
                        await context.pause_until(lost, at_most_s=_EVERY_S)
            except HomesUnreachableError as error:
                get_logger().warning("homes_unreachable", error=str(error))
            finally:
                metrics.HOME_CONNECTED.set(0)
            if not context.stop.is_set():
                await context.pause(_BACKOFF.wait_s(attempt))
                attempt += 1

    return Worker("homes", run)
