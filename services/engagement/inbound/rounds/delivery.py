"""Deliveries through a channel: at once when woken, and what others left."""

import asyncio
from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from services.engagement.domain.delivery.attempts import DeliveryStatus
from services.engagement.metrics import delivery as metrics
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.delivery.deliver_notifications import (
    Delivered,
    DeliverNotifications,
)

_RETRY_PAUSE_S: Final = 0.5
_POLL_S: Final = 1.0
_RELEASE_EVERY: Final = 15


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
