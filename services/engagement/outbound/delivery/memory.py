"""DeliveryQueue's twin in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    LEASE,
    WORTH_SENDING_FOR,
    ClaimedDelivery,
    DeliveryLogEntry,
    DeliveryOutcome,
    DeliveryStatus,
)
from services.engagement.domain.delivery.endpoint import (
    IMPLICIT,
    Endpoint,
    EndpointHealth,
    EndpointKind,
    implicit_endpoint,
)
from services.engagement.domain.delivery.message import message_of
from services.engagement.domain.delivery.ways import Way, wants_mail, ways_to
from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.notifications.preference import DEFAULT_PREFERENCE, MailUse
from services.engagement.outbound.delivery.memory_health import record_health
from services.engagement.outbound.tables import DeliveryRow, MemoryTables

_OPEN = (DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)


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
            and (self._health(delivery.endpoint_id).resting_until or now) <= now
        ]
        due.sort(
            key=lambda item: (
                self._health(item[1].endpoint_id).failures > 0,
                item[1].next_attempt_at,
            )
        )
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
                    message=message_of(delivery.notification),
                    channel=channel,
                    endpoint_id=delivery.endpoint_id,
                    endpoint=self._endpoint(delivery),
                    health=self._health(delivery.endpoint_id),
                    attempt=attempt,
                    claim_id=claim_id,
                    triggered_at=delivery.triggered_at,
                )
            )
        return claimed

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        self.check()
        recorded = [each for each in outcomes if self._record(each)]
        waited = record_health(self, recorded)
        lost = [
            each.message_id
            for each in outcomes
            if each.status is DeliveryStatus.FAILED and each.channel not in IMPLICIT
        ]
        if EndpointKind.MAIL in self.channels:
            for notification_id in [*lost, *waited]:
                self._fall_back_on_mail(notification_id, max(each.at for each in outcomes))

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
            self.deliveries[key] = replace(
                self.deliveries[key],
                status=status,
                leased_until=None,
                error="the sending process ended",
                finished_at=None if idempotent else now,
            )
        return len(lapsed)

    async def drop_mail(self, user_id: UUID, at: datetime) -> None:
        self.check()
        for key, row in self.deliveries.items():
            is_waiting = row.status is DeliveryStatus.PENDING
            if is_waiting and (row.channel, row.endpoint_id) == (EndpointKind.MAIL, user_id):
                self.deliveries[key] = replace(
                    row, status=DeliveryStatus.FAILED, finished_at=at, error="mail was ended"
                )

    async def log(self, user_id: UUID, notification_id: UUID) -> Sequence[DeliveryLogEntry] | None:
        self.check()
        item = self.inbox.get(notification_id)
        if item is None or item.notification.user_id != user_id:
            return None
        ways = sorted(key for key in self.deliveries if key[0] == notification_id)
        return [log_entry(self, self.deliveries[key]) for key in ways]

    def _record(self, outcome: DeliveryOutcome) -> bool:
        key = (outcome.message_id, outcome.channel, outcome.endpoint_id)
        delivery = self.deliveries.get(key)
        if (
            delivery is None
            or delivery.claim_id != outcome.claim_id
            or delivery.status not in _OPEN
        ):
            return False
        is_waiting = outcome.status is DeliveryStatus.PENDING
        self.deliveries[key] = replace(
            delivery,
            status=outcome.status,
            next_attempt_at=outcome.next_attempt_at or delivery.next_attempt_at,
            finished_at=None if is_waiting else outcome.at,
            leased_until=None,
            error=outcome.error,
        )
        return True

    def _fall_back_on_mail(self, notification_id: UUID, now: datetime) -> None:
        ways = [
            each
            for each in self.deliveries.values()
            if each.notification.notification_id == notification_id
            and each.channel != EndpointKind.LOG_FILE
        ]
        is_reached = any(
            each.status is not DeliveryStatus.FAILED or each.channel == EndpointKind.MAIL
            for each in ways
        )
        if not ways or is_reached:
            return
        first = ways[0]
        is_stale = first.notification.created_at <= now - WORTH_SENDING_FOR
        preference = self.preferences.get(first.notification.user_id, DEFAULT_PREFERENCE)
        if is_stale or not wants_mail(preference.mail, others=0):
            return
        way = Way(EndpointKind.MAIL, first.notification.user_id)
        _add(self, first.notification, way, at=now, triggered_at=first.triggered_at)

    def _health(self, endpoint_id: UUID) -> EndpointHealth:
        registered = self.endpoints.get(endpoint_id)
        return EndpointHealth() if registered is None else registered.health

    def _endpoint(self, delivery: DeliveryRow) -> Endpoint | None:
        kind = EndpointKind(delivery.channel)
        if kind in IMPLICIT:
            return implicit_endpoint(delivery.endpoint_id, kind)
        registered = self.endpoints.get(delivery.endpoint_id)
        if registered is None or registered.health.disabled is not None:
            return None
        return registered.endpoint


def log_entry(tables: MemoryTables, delivery: DeliveryRow) -> DeliveryLogEntry:
    """The delivery as its user sees it."""
    registered = tables.endpoints.get(delivery.endpoint_id)
    is_waiting = delivery.status is DeliveryStatus.PENDING
    return DeliveryLogEntry(
        channel=EndpointKind(delivery.channel),
        endpoint_id=delivery.endpoint_id,
        label=None if registered is None else registered.label,
        status=delivery.status,
        attempts=delivery.attempt,
        triggered_at=delivery.triggered_at,
        finished_at=delivery.finished_at,
        next_attempt_at=delivery.next_attempt_at if is_waiting else None,
        error=delivery.error,
    )


def plan_deliveries(
    tables: MemoryTables,
    notifications: Sequence[Notification],
    *,
    channels: Collection[str],
    mail: Mapping[UUID, MailUse],
    triggered_at: datetime,
) -> int:
    """As `planning.plan_deliveries` does it in Postgres."""
    before = len(tables.deliveries)
    for each in notifications:
        working = [
            Way(registered.endpoint.kind, registered.endpoint.endpoint_id)
            for registered in tables.endpoints.values()
            if registered.endpoint.user_id == each.user_id and registered.health.disabled is None
        ]
        preferred = mail.get(each.user_id, DEFAULT_PREFERENCE.mail)
        for way in ways_to(each.user_id, working, mail=preferred, channels=channels):
            _add(tables, each, way, at=each.created_at, triggered_at=triggered_at)
    return len(tables.deliveries) - before


def _add(
    tables: MemoryTables,
    notification: Notification,
    way: Way,
    *,
    at: datetime,
    triggered_at: datetime,
) -> None:
    key = (notification.notification_id, way.kind.value, way.endpoint_id)
    row = DeliveryRow(notification, way.kind.value, way.endpoint_id, triggered_at, at)
    tables.deliveries.setdefault(key, row)
