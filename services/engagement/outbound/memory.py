"""Twins of the adapters, in memory: for unit tests, contract tests and the API's description."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.engagement.domain.balance import Balance, FacilityPower
from services.engagement.domain.delivery import (
    LEASE,
    ClaimedDelivery,
    DeliveryOutcome,
    DeliveryStatus,
)
from services.engagement.domain.notification import InboxItem, Notification
from services.engagement.domain.surplus import may_notify
from services.engagement.domain.surplus_watch import SurplusCheckpoint
from services.engagement.ports import (
    Detection,
    Ending,
    Episode,
    NotSentError,
    OutgoingMessage,
    StoreUnavailableError,
)


@dataclass(frozen=True, slots=True)
class _Delivery:
    notification: Notification
    channel: str
    triggered_at: datetime
    next_attempt_at: datetime
    status: DeliveryStatus = DeliveryStatus.PENDING
    attempt: int = 0
    claim_id: UUID | None = None
    leased_until: datetime | None = None
    error: str | None = None


class MemoryBooks:
    """SurplusStore, Inbox and DeliveryQueue on shared dictionaries."""

    def __init__(self) -> None:
        self.available = True
        self.events: list[tuple[str, UUID]] = []
        """What an outbox would tell, as ("detected" | "ended", episode_id)."""
        self._states: dict[UUID, SurplusCheckpoint] = {}
        self._episodes: dict[UUID, Episode] = {}
        self._inbox: dict[UUID, InboxItem] = {}
        self._deliveries: dict[tuple[UUID, str], _Delivery] = {}

    def _check(self) -> None:
        if not self.available:
            raise StoreUnavailableError("switched off")

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        self._check()
        return list(self._states.values())

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        self._check()
        for checkpoint in checkpoints:
            self._states[checkpoint.community_id] = checkpoint

    async def record(
        self, entries: Sequence[Detection | Ending], checkpoint: SurplusCheckpoint | None
    ) -> int:
        self._check()
        deliveries = 0
        for entry in entries:
            if isinstance(entry, Detection):
                deliveries += self._detect(entry)
            else:
                self._end(entry.episode_id, entry.ended.ended_at, entry.ended.peak_excess_mw)
        if checkpoint is not None:
            self._states[checkpoint.community_id] = checkpoint
        return deliveries

    def _detect(self, detection: Detection) -> int:
        if detection.episode_id in self._episodes:
            return 0
        detected = detection.detected
        ours = [
            episode
            for episode in self._episodes.values()
            if episode.community_id == detection.community_id
        ]
        for still_open in (episode for episode in ours if episode.ended_at is None):
            if still_open.started_at > detected.started_at:
                return 0
            self._end(still_open.episode_id, detected.started_at, still_open.peak_excess_mw)
        cooldown = timedelta(seconds=detection.cooldown_s)
        notify = detected.notify and all(
            may_notify(episode.notified_at, detected.detected_at, cooldown) for episode in ours
        )
        self._episodes[detection.episode_id] = Episode(
            episode_id=detection.episode_id,
            community_id=detection.community_id,
            started_at=detected.started_at,
            detected_at=detected.detected_at,
            ended_at=None,
            detected_excess_mw=detected.excess_mw,
            peak_excess_mw=detected.excess_mw,
            notified_at=detected.detected_at if notify else None,
        )
        self.events.append(("detected", detection.episode_id))
        return self._notify(detection) if notify else 0

    def _notify(self, detection: Detection) -> int:
        for notification in detection.notifications:
            self._inbox[notification.notification_id] = InboxItem(notification, read_at=None)
            for channel in detection.channels:
                self._deliveries[notification.notification_id, channel] = _Delivery(
                    notification, channel, detection.triggered_at, notification.created_at
                )
        return len(detection.notifications) * len(detection.channels)

    def _end(self, episode_id: UUID, ended_at: datetime, peak_excess_mw: int) -> None:
        episode = self._episodes.get(episode_id)
        if episode is None or episode.ended_at is not None:
            return
        self._episodes[episode_id] = replace(
            episode,
            ended_at=max(ended_at, episode.started_at),
            peak_excess_mw=max(peak_excess_mw, episode.peak_excess_mw),
        )
        self.events.append(("ended", episode_id))

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        self._check()
        ours = [item for item in self._episodes.values() if item.community_id == community_id]
        return sorted(ours, key=lambda item: item.started_at, reverse=True)[:limit]

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        self._check()
        items = [
            item
            for item in self._inbox.values()
            if item.notification.user_id == user_id
            and (before is None or item.notification.created_at < before)
            and not (unread_only and item.read_at is not None)
        ]
        items.sort(key=lambda item: item.notification.notification_id)
        items.sort(key=lambda item: item.notification.created_at, reverse=True)
        return items[:limit]

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        self._check()
        item = self._inbox.get(notification_id)
        if item is None or item.notification.user_id != user_id:
            return False
        if item.read_at is None:
            self._inbox[notification_id] = replace(item, read_at=at)
        return True

    async def count_unread(self, user_id: UUID) -> int:
        self._check()
        return sum(
            item.read_at is None
            for item in self._inbox.values()
            if item.notification.user_id == user_id
        )

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        self._check()
        gone = [
            notification_id
            for notification_id, item in self._inbox.items()
            if item.notification.user_id in user_ids
        ]
        for notification_id in gone:
            del self._inbox[notification_id]
        self._deliveries = {
            key: delivery for key, delivery in self._deliveries.items() if key[0] not in gone
        }
        return len(gone)

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        self._check()
        due = [
            (key, delivery)
            for key, delivery in self._deliveries.items()
            if delivery.channel == channel
            and delivery.status is DeliveryStatus.PENDING
            and delivery.next_attempt_at <= now
        ]
        due.sort(key=lambda item: item[1].next_attempt_at)
        claimed: list[ClaimedDelivery] = []
        for key, delivery in due[:limit]:
            attempt = delivery.attempt + 1
            self._deliveries[key] = replace(
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
        self._check()
        for outcome in outcomes:
            key = (outcome.notification_id, outcome.channel)
            delivery = self._deliveries.get(key)
            open_statuses = (DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN)
            if (
                delivery is None
                or delivery.claim_id != outcome.claim_id
                or delivery.status not in open_statuses
            ):
                continue
            self._deliveries[key] = replace(
                delivery,
                status=outcome.status,
                next_attempt_at=outcome.next_attempt_at or delivery.next_attempt_at,
                leased_until=None,
                error=outcome.error,
            )

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        self._check()
        status = DeliveryStatus.PENDING if idempotent else DeliveryStatus.UNKNOWN
        lapsed = [
            key
            for key, delivery in self._deliveries.items()
            if delivery.channel == channel
            and delivery.status is DeliveryStatus.SENDING
            and delivery.leased_until is not None
            and delivery.leased_until < now
        ]
        for key in lapsed:
            self._deliveries[key] = replace(self._deliveries[key], status=status, leased_until=None)
        return len(lapsed)


class MemoryChannel:
    """Remembers what it sent; `failure` is raised instead when set."""

    def __init__(self, name: str = "memory", *, idempotent: bool = False) -> None:
        self.name = name
        self.idempotent = idempotent
        self.sent: list[OutgoingMessage] = []
        self.failure: Exception | None = None

    async def send(self, message: OutgoingMessage) -> None:
        if self.failure is not None:
            raise self.failure
        if message.contact is None:
            raise NotSentError("no contact is known")
        self.sent.append(message)


class MemoryLiveFeed:
    """Remembers what it published."""

    def __init__(self) -> None:
        self.balances: list[Balance] = []
        self.powers: list[FacilityPower] = []
        self.watched: list[UUID] = []

    async def publish_balance(self, balance: Balance) -> None:
        self.balances.append(balance)

    async def publish_power(self, power: FacilityPower) -> None:
        self.powers.append(power)

    async def watch_facility(self, facility_id: UUID) -> None:
        self.watched.append(facility_id)
