"""Messages out through one channel: never the same one twice to a person (FR4.2)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from libs.chassis.clock import Clock, IdFactory
from services.engagement.domain.delivery.attempts import (
    ClaimedDelivery,
    DeliveryOutcome,
    DeliveryStatus,
    after_doubt,
    after_failure,
    settled,
)
from services.engagement.domain.registry.contact import Contacts
from services.engagement.ports.delivery import (
    Channel,
    DeliveryQueue,
    NotSentError,
    OutgoingMessage,
    RefusedError,
)

CLAIM_LIMIT: Final = 32
_AT_ONCE: Final = 16
_SEND_TIMEOUT_S: Final = 20.0
"""CLAIM_LIMIT / _AT_ONCE rounds of this fit into the lease with room to spare."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """One attempt and what became of it."""

    claimed: ClaimedDelivery
    outcome: DeliveryOutcome


class DeliverNotifications:
    """Claims what is due, sends it, records the outcome.

    A delivery is marked as being sent before it is sent. When the process dies in between, or an
    error leaves the outcome open, a channel that would not notice a repetition is not used again:
    that message stays in the inbox only.
    """

    def __init__(
        self,
        queue: DeliveryQueue,
        channel: Channel,
        contacts: Contacts,
        clock: Clock,
        ids: IdFactory,
    ) -> None:
        self._queue = queue
        self._channel = channel
        self._contacts = contacts
        self._clock = clock
        self._ids = ids
        self._unrecorded: list[DeliveryOutcome] = []

    async def deliver_due(self) -> Sequence[Delivered]:
        """Attempt up to CLAIM_LIMIT due deliveries. Raises StoreUnavailableError.

        Outcomes that the store did not take are recorded before anything else is claimed.
        """
        await self._record_outcomes()
        claimed = await self._queue.claim(
            self._channel.name,
            limit=CLAIM_LIMIT,
            now=self._clock.now(),
            claim_id=self._ids.new_id(),
        )
        if not claimed:
            return ()
        limit = asyncio.Semaphore(_AT_ONCE)
        delivered = await asyncio.gather(*(self._attempt(item, limit) for item in claimed))
        self._unrecorded = [item.outcome for item in delivered]
        await self._record_outcomes()
        return delivered

    async def release_lapsed(self) -> int:
        """Take care of what a dead process had claimed. Raises StoreUnavailableError."""
        return await self._queue.release_lapsed(
            self._channel.name, idempotent=self._channel.idempotent, now=self._clock.now()
        )

    async def _record_outcomes(self) -> None:
        if self._unrecorded:
            await self._queue.finish(self._unrecorded)
            self._unrecorded = []

    async def _attempt(self, claimed: ClaimedDelivery, limit: asyncio.Semaphore) -> Delivered:
        async with limit:
            return Delivered(claimed, await self._send(claimed))

    async def _send(self, claimed: ClaimedDelivery) -> DeliveryOutcome:
        message = OutgoingMessage(
            notification=claimed.notification,
            contact=self._contacts.of(claimed.notification.user_id),
            is_repetition=claimed.attempt > 1,
        )
        try:
            async with asyncio.timeout(_SEND_TIMEOUT_S):
                await self._channel.send(message)
        except NotSentError as error:
            return after_failure(claimed, now=self._clock.now(), error=str(error))
        except RefusedError as error:
            return settled(claimed, DeliveryStatus.FAILED, now=self._clock.now(), error=str(error))
        except Exception as error:  # noqa: BLE001  whatever it is, the outcome is unknown
            return after_doubt(
                claimed,
                idempotent=self._channel.idempotent,
                now=self._clock.now(),
                error=type(error).__name__,  # its words may contain an address
            )
        return settled(claimed, DeliveryStatus.SENT, now=self._clock.now())
