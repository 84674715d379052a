"""Deliveries through a channel: at once when woken, and what others left."""

import asyncio
from collections.abc import Sequence
from typing import Final

from libs.chassis.lifecycle import Worker, WorkerContext
from libs.chassis.telemetry import get_logger
from libs.chassis.tracing import exemplar_of
from services.engagement.domain.delivery.attempts import DeliveryStatus
from services.engagement.metrics import delivery as metrics
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.usecases.delivery.deliver_notifications import (
    Delivered,
    DeliverNotifications,
)

_RETRY_PAUSE_S: Final = 0.5
_POLL_S: Final = 1.0
_RELEASE_EVERY_S: Final = 15.0


def delivery_worker(channel: str, deliver: DeliverNotifications, wake: asyncio.Event) -> Worker:
    """Delivers through one channel: at once when woken, and what others left once a second."""

    async def run(context: WorkerContext) -> None:
        context.ready()
        release_at = 0.0
        while not context.stop.is_set():
            wake.clear()
            try:
                if asyncio.get_running_loop().time() >= release_at:
                    await deliver.release_lapsed()
                    release_at = asyncio.get_running_loop().time() + _RELEASE_EVERY_S
                _measure(await deliver.record_ended())
                started = await deliver.start_due()
            except StoreUnavailableError as error:
                get_logger().warning("delivery_waits_for_store", channel=channel, error=str(error))
                await context.pause(_RETRY_PAUSE_S)
                continue
            if not started:
                await context.pause_until(wake, at_most_s=_POLL_S)
        await _end(channel, deliver)

    return Worker(f"deliver_{channel}", run)


async def _end(channel: str, deliver: DeliverNotifications) -> None:
    """What is under way is finished and written down; else its lease has to lapse."""
    await deliver.wait_for_attempts()
    try:
        _measure(await deliver.record_ended())
    except StoreUnavailableError as error:
        get_logger().warning("outcomes_not_recorded", channel=channel, error=str(error))


def _measure(delivered: Sequence[Delivered]) -> None:
    for item in delivered:
        outcome = item.outcome
        metrics.DELIVERIES.labels(outcome.channel, outcome.status.value).inc()
        took_s = (outcome.at - item.began_at).total_seconds()
        metrics.ATTEMPT.labels(outcome.channel, outcome.status.value).observe(took_s)
        delay_s = (outcome.at - item.claimed.triggered_at).total_seconds()
        if outcome.status is DeliveryStatus.SENT:
            exemplar = exemplar_of(item.claimed.traceparent)
            metrics.RECEIVED_TO_SENT.labels(outcome.channel).observe(delay_s, exemplar)
            continue
        if outcome.health.disabled is not None:
            metrics.ENDPOINTS_DISABLED.labels(outcome.channel, outcome.health.disabled.value).inc()
        get_logger().warning(
            "notification_not_sent",
            channel=outcome.channel,
            status=outcome.status.value,
            notification_id=str(outcome.message_id),
            endpoint_id=str(outcome.endpoint_id),
            attempt=item.claimed.attempt,
            error=outcome.error,
            **(exemplar_of(item.claimed.traceparent) or {}),
        )
