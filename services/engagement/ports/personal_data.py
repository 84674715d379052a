"""What is at rest about a user and is read by nobody but for the user's export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryLogEntry
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.preference import MailUse


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What a call meant for the user. `called_at` is event time, `recorded_at` is not."""

    episode_id: UUID
    community_id: UUID
    outcome: Outcome
    called_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class EndpointTests:
    """How many tests of endpoints the user had in the newest window."""

    since: datetime
    tests: int


@dataclass(frozen=True, slots=True)
class PersonalRecords:
    """As they were at one moment."""

    deliveries: Mapping[UUID, Sequence[DeliveryLogEntry]]
    """Way by way, by notification."""
    calls: Sequence[CallRecord]
    """Oldest first."""
    endpoint_tests: EndpointTests | None
    mail_before_end: MailUse | None
    """What `mail` was before it was ended by a link."""


class PersonalData(Protocol):
    """What other ports do not give."""

    async def records_of(self, user_id: UUID) -> PersonalRecords:
        """All of it. May raise StoreUnavailableError."""
        ...
