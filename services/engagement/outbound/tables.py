"""The tables of the twins in memory: shared, so that what one room writes another reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryStatus
from services.engagement.domain.delivery.endpoint import EndpointKind, RegisteredEndpoint
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.notification import InboxItem, Notification
from services.engagement.domain.notifications.preference import (
    CommunityPreference,
    MailUse,
    Preference,
)
from services.engagement.domain.surplus.watch import SurplusCheckpoint
from services.engagement.ports.store import StoreUnavailableError
from services.engagement.ports.surplus import Episode


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One way out of one message."""

    notification: Notification
    channel: str
    endpoint_id: UUID
    triggered_at: datetime
    next_attempt_at: datetime
    status: DeliveryStatus = DeliveryStatus.PENDING
    attempt: int = 0
    claim_id: UUID | None = None
    leased_until: datetime | None = None
    finished_at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class CallMember:
    """What a call meant for a member."""

    outcome: Outcome
    called_at: datetime
    recorded_at: datetime


class MemoryTables:
    """Dictionaries for what Postgres has tables for."""

    def __init__(self) -> None:
        self.available = True
        self.events: list[tuple[str, UUID]] = []
        """What an outbox would tell, as ("detected" | "updated" | "ended", episode_id)."""
        self.states: dict[UUID, SurplusCheckpoint] = {}
        self.recorded: dict[UUID, Episode] = {}
        self.detected_by: dict[UUID, str] = {}
        self.updated_at: dict[UUID, datetime] = {}
        self.inbox: dict[UUID, InboxItem] = {}
        self.newest_position = 0
        self.preferences: dict[UUID, Preference] = {}
        self.mail_before_end: dict[UUID, MailUse] = {}
        """Of those who ended mail by a link."""
        self.community_preferences: dict[tuple[UUID, UUID], CommunityPreference] = {}
        """By user and community."""
        self.call_members: dict[tuple[UUID, UUID], CallMember] = {}
        """By episode and user."""
        self.channels: Collection[str] = tuple(EndpointKind)
        """Those this installation has."""
        self.endpoints: dict[UUID, RegisteredEndpoint] = {}
        self.endpoint_tests: dict[UUID, tuple[datetime, int]] = {}
        self.deliveries: dict[tuple[UUID, str, UUID], DeliveryRow] = {}

    def check(self) -> None:
        """Raises StoreUnavailableError while switched off."""
        if not self.available:
            raise StoreUnavailableError("switched off")
