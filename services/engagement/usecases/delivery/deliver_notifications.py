"""Messages out through one channel: never the same one twice to a person (FR4.2)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from libs.chassis import tracing
from libs.chassis.clock import Clock, IdFactory
from services.engagement.domain.delivery.attempts import ClaimedDelivery, DeliveryOutcome
from services.engagement.domain.registry.contact import Contacts
from services.engagement.ports.delivery import Channel, DeliveryQueue
from services.engagement.usecases.delivery.attempt import attempt

AT_ONCE: Final = 16
"""Attempts of a channel and a process, unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One attempt and what became of it."""

    claimed: ClaimedDelivery
    outcome: DeliveryOutcome
    began_at: datetime


class DeliverNotifications:
    """Claims what is due as long as attempts are free, and records outcomes as they come.

    A slow endpoint holds up one attempt and nobody else. A delivery is marked as being sent before
    it is sent. When the process dies in between, or an error leaves the outcome open, a channel
    that would not notice a repetition is not used again: that message stays in the inbox only.
    """

    def __init__(
        self,
        queue: DeliveryQueue,
        channel: Channel,
        contacts: Contacts,
        clock: Clock,
        ids: IdFactory,
        *,
        wake: asyncio.Event,
        at_once: int = AT_ONCE,
    ) -> None:
        """`wake` is set when an attempt ends."""
        self._queue = queue
        self._channel = channel
        self._contacts = contacts
        self._clock = clock
        self._ids = ids
        self._wake = wake
        self._at_once = at_once
        self._attempts: set[asyncio.Task[None]] = set()
        self._ended: list[Delivered] = []

    async def start_due(self) -> int:
        """Begin attempts of due deliveries; how many. Raises StoreUnavailableError.

        Outcomes that the store did not take yet keep their attempts' places.
        """
        free = self._at_once - len(self._attempts) - len(self._ended)
        if free <= 0:
            return 0
        claimed = await self._queue.claim(
            self._channel.name, limit=free, now=self._clock.now(), claim_id=self._ids.new_id()
        )
        for item in claimed:
            task = asyncio.create_task(self._attempt(item))
            self._attempts.add(task)
            task.add_done_callback(self._attempts.discard)
        return len(claimed)

    async def record_ended(self) -> Sequence[Delivered]:
        """Record the outcomes there are; those recorded. Raises StoreUnavailableError."""
        ended = list(self._ended)
        if ended:
            await self._queue.finish([item.outcome for item in ended])
            del self._ended[: len(ended)]
        return ended

    async def wait_for_attempts(self) -> None:
        """Until no attempt is under way."""
        await asyncio.gather(*self._attempts)

    async def release_lapsed(self) -> int:
        """Take care of what a dead process had claimed. Raises StoreUnavailableError."""
        return await self._queue.release_lapsed(
            self._channel.name, idempotent=self._channel.idempotent, now=self._clock.now()
        )

    async def _attempt(self, claimed: ClaimedDelivery) -> None:
        contact, began_at = self._contacts.of(claimed.message.user_id), self._clock.now()
        with tracing.child_span(
            f"notify {claimed.channel}", parent=tracing.parse(claimed.traceparent)
        ) as span:
            outcome = await attempt(self._channel, claimed, contact, self._clock)
            span.set_attribute("meriggio.delivery.status", outcome.status.value)
            span.set_attribute("meriggio.delivery.attempt", claimed.attempt)
        self._ended.append(Delivered(claimed, outcome, began_at))
        self._wake.set()
