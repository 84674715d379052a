"""How often a message is tried, and what is done when nobody knows whether it went out.

A person must never get the same message twice, so an attempt whose outcome is unknown is tried
again only through a channel that recognises a message it has already sent. The inbox has the
message in any case.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.engagement.domain.notifications.notification import Notification

MAXIMUM_ATTEMPTS: Final = 8
WORTH_SENDING_FOR: Final = timedelta(hours=1)
"""News of a surplus is stale after that."""
LEASE: Final = timedelta(seconds=60)
"""An attempt takes less than this, or its process is dead."""
_FIRST_PAUSE: Final = timedelta(seconds=1)
_LONGEST_PAUSE: Final = timedelta(minutes=5)


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """Refused for good, or not worth another attempt."""
    UNKNOWN = "unknown"
    """It may have gone out; it is not tried again."""


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A delivery that this process, and no other, attempts now."""

    notification: Notification
    channel: str
    attempt: int
    """1 for the first; above 1 an earlier attempt may have gone out."""
    claim_id: UUID
    triggered_at: datetime
    """When the reading that caused it all was received."""


@dataclass(frozen=True, slots=True)
class DeliveryOutcome:
    """What became of an attempt."""

    notification_id: UUID
    channel: str
    claim_id: UUID
    status: DeliveryStatus
    at: datetime
    next_attempt_at: datetime | None = None
    error: str | None = None


def retry_at(attempt: int, *, now: datetime, created_at: datetime) -> datetime | None:
    """When to try again after that many attempts; None when it is not worth it."""
    if attempt >= MAXIMUM_ATTEMPTS:
        return None
    at = now + min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE)
    return at if at - created_at <= WORTH_SENDING_FOR else None


def after_failure(claimed: ClaimedDelivery, *, now: datetime, error: str) -> DeliveryOutcome:
    """The message surely did not go out: another attempt, or none."""
    again_at = retry_at(claimed.attempt, now=now, created_at=claimed.notification.created_at)
    return DeliveryOutcome(
        notification_id=claimed.notification.notification_id,
        channel=claimed.channel,
        claim_id=claimed.claim_id,
        status=DeliveryStatus.FAILED if again_at is None else DeliveryStatus.PENDING,
        at=now,
        next_attempt_at=again_at,
        error=error,
    )


def after_doubt(
    claimed: ClaimedDelivery, *, idempotent: bool, now: datetime, error: str
) -> DeliveryOutcome:
    """Nobody knows whether the message went out."""
    if idempotent:
        return after_failure(claimed, now=now, error=error)
    return settled(claimed, DeliveryStatus.UNKNOWN, now=now, error=error)


def settled(
    claimed: ClaimedDelivery, status: DeliveryStatus, *, now: datetime, error: str | None = None
) -> DeliveryOutcome:
    """The last word on this delivery."""
    return DeliveryOutcome(
        notification_id=claimed.notification.notification_id,
        channel=claimed.channel,
        claim_id=claimed.claim_id,
        status=status,
        at=now,
        error=error,
    )
