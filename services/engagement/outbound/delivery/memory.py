"""DeliveryQueue's twin in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    LEASE,
    ClaimedDelivery,
    DeliveryOutcome,
    DeliveryStatus,
)
from services.engagement.outbound.tables import MemoryTables


class MemoryDeliveryQueue(MemoryTables):
    """Keeps DeliveryQueue's promises."""

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        self.check()
        due = [
            (key, delivery)
            for key, delivery in self.deliveries.items()
            if delivery.channel == channel
            and delivery.status is DeliveryStatus.PENDING
            and delivery.next_attempt_at <= now
        ]
        due.sort(key=lambda item: item[1].next_attempt_at)
        claimed: list[ClaimedDelivery] = []
        for key, delivery in due[:limit]:
            attempt = delivery.attempt + 1
            self.deliveries[key] = replace(
                delivery,
                status=DeliveryStatus.SENDING,
                attempt=attempt,
                claim_id=claim_id,
                leased_until=now + LEASE,
            )
            claimed.append(
                ClaimedDelivery(
                    delivery.notification, channel, attempt, claim_id, delivery.triggered_at
                )
            )
        return claimed

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        self.check()
        for outcome in outcomes:
            key = (outcome.notification_id, outcome.channel)
            delivery = self.deliveries.get(key)
            open_statuses = (DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)
            if (
                delivery is None
                or delivery.claim_id != outcome.claim_id
                or delivery.status not in open_statuses
            ):
                continue
            self.deliveries[key] = replace(
                delivery,
                status=outcome.status,
                next_attempt_at=outcome.next_attempt_at or delivery.next_attempt_at,
                leased_until=None,
                error=outcome.error,
            )

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        self.check()
        status = DeliveryStatus.PENDING if idempotent else DeliveryStatus.UNKNOWN
        lapsed = [
            key
            for key, delivery in self.deliveries.items()
            if delivery.channel == channel
            and delivery.status is DeliveryStatus.SENDING
            and delivery.leased_until is not None
            and delivery.leased_until < now
        ]
        for key in lapsed:
            self.deliveries[key] = replace(self.deliveries[key], status=status, leased_until=None)
        return len(lapsed)
