"""What is due by the clock or by a wake-up: settle, record, publish, deliver, tidy."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.sse import closing_worker
from libs.chassis.telemetry import get_logger
from libs.chassis.timers import timer_worker
from services.engagement import metrics
from services.engagement.domain.delivery import DeliveryStatus
from services.engagement.ports import Detection, Ending, StoreUnavailableError
from services.engagement.usecases.deliver_notifications import Delivered, DeliverNotifications
from services.engagement.usecases.fold_readings import FoldReadings
from services.engagement.usecases.live_board import LiveBoard
from services.engagement.usecases.publish_live import PublishLive
from services.engagement.usecases.record_surplus import RecordSurplus
from services.engagement.usecases.watch_live import WatchLive

_SETTLE_EVERY_S: Final = 0.05
_SILENCE_EVERY_S: Final = 30.0
_SAVE_EVERY_S: Final = 1.0
_SAVE_CANDIDATES_EVERY: Final = 10
_RETRY_PAUSE_S: Final = 0.5
_POLL_S: Final = 1.0
_RELEASE_EVERY: Final = 15
_RENEW_WATCHES_EVERY_S: Final = 15.0
_IDLE_S: Final = 5.0


def _every(name: str, seconds: float, work: Callable[[], Awaitable[None] | None]) -> Worker:
    async def one_round() -> float:
        result = work()
        if result is not None:
            await result
        return seconds

    return timer_worker(name, one_round)


def fold_rounds(fold: FoldReadings) -> list[Worker]:
    """Decisions that no further reading triggers."""
    return [
        _every("settle", _SETTLE_EVERY_S, fold.settle),
        _every("silence", _SILENCE_EVERY_S, fold.lose_silent),
    ]


def record_worker(record: RecordSurplus) -> Worker:
    """Writes decisions down as they come, and states that moved on once a second."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        rounds = 0
        while True:
            try:
                for entry in await record.record():
                    _tell(entry)
                rounds += 1
                candidates = context.stop.is_set() or rounds % _SAVE_CANDIDATES_EVERY == 0
                await record.save_changed(with_candidates=candidates)
            except StoreUnavailableError as error:
                get_logger().warning("surplus_waits_for_store", error=str(error))
                await context.pause(_RETRY_PAUSE_S)
            if context.stop.is_set():
                return
            await context.pause_until(record.wake, at_most_s=_SAVE_EVERY_S)

    return Worker("record", run)


def _tell(entry: Detection | Ending) -> None:
    event = "detected" if isinstance(entry, Detection) else "ended"
    metrics.EPISODES.labels(event).inc()
    get_logger().info(
        f"surplus_{event}",
        community_id=str(entry.community_id),
        episode_id=str(entry.episode_id),
        notifications=len(entry.notifications) if isinstance(entry, Detection) else 0,
    )


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
        _every("renew_watches", _RENEW_WATCHES_EVERY_S, renew),
        closing_worker(board.close),
    ]


def delivery_worker(channel: str, deliver: DeliverNotifications, wake: asyncio.Event) -> Worker:
    """Delivers through one channel: at once when woken, and what others left once a second."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        rounds = 0
        while not context.stop.is_set():
            wake.clear()
            try:
                if rounds % _RELEASE_EVERY == 0:
                    await deliver.release_lapsed()
                rounds += 1
                delivered = await deliver.deliver_due()
            except StoreUnavailableError as error:
                get_logger().warning("delivery_waits_for_store", channel=channel, error=str(error))
                await context.pause(_RETRY_PAUSE_S)
                continue
            for item in delivered:
                _measure(item)
            if not delivered:
                await context.pause_until(wake, at_most_s=_POLL_S)

    return Worker(f"deliver_{channel}", run)


def _measure(item: Delivered) -> None:
    outcome = item.outcome
    metrics.DELIVERIES.labels(outcome.channel, outcome.status.value).inc()
    if outcome.status is DeliveryStatus.SENT:
        delay_s = (outcome.at - item.claimed.triggered_at).total_seconds()
        metrics.RECEIVED_TO_SENT.labels(outcome.channel).observe(delay_s)
        return
    get_logger().warning(
        "notification_not_sent",
        channel=outcome.channel,
        status=outcome.status.value,
        notification_id=str(outcome.notification_id),
        attempt=item.claimed.attempt,
        error=outcome.error,
    )
