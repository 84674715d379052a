"""Figures to the screens, and what keeps the screens alive."""

from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.sse import closing_worker
from services.engagement.inbound.rounds.every import every
from services.engagement.metrics import live as metrics
from services.engagement.usecases.live.live_board import LiveBoard
from services.engagement.usecases.live.publish_live import PublishLive
from services.engagement.usecases.live.watch_live import WatchLive

_RENEW_WATCHES_EVERY_S: Final = 15.0
_IDLE_S: Final = 5.0


def publish_worker(publish: PublishLive) -> Worker:
    """Publishes what is due, and sleeps until something is."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        while not context.stop.is_set():
            await publish.publish_due()
            due_in_s = publish.seconds_until_due()
            if due_in_s is None or due_in_s > 0:
                await context.pause_until(publish.wake, at_most_s=min(due_in_s or _IDLE_S, _IDLE_S))

    return Worker("publish", run)


def screen_rounds(publish: PublishLive, watch: WatchLive, board: LiveBoard) -> list[Worker]:
    """Keeps watches alive and, at the end, closes the screens so that connections drain."""

    async def renew() -> None:
        publish.forget_unwatched()
        metrics.LIVE_STREAMS.set(board.limits.open_count)
        await watch.renew_watches()

    return [
        every("renew_watches", _RENEW_WATCHES_EVERY_S, renew),
        closing_worker(board.close),
    ]
