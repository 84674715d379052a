"""How often a message is tried, and what is done when nobody knows whether it went out.

A person must never get the same message twice, so an attempt whose outcome is unknown is tried
again only through a channel that recognises a message it has already sent. The inbox has the
message in any case.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.engagement.domain.delivery.endpoint import (
    IMPLICIT,
    DisabledReason,
    Endpoint,
    EndpointHealth,
    EndpointKind,
)
from services.engagement.domain.delivery.message import Message

MAXIMUM_ATTEMPTS: Final = 8
WORTH_SENDING_FOR: Final = timedelta(hours=1)
"""News of a surplus is stale after that."""
LEASE: Final = timedelta(seconds=60)
"""An attempt takes less than this, or its process is dead."""
FAILING_FOR: Final = timedelta(days=5)
FAILURES_AT_LEAST: Final = 10
"""An endpoint that reached nobody for FAILING_FOR, in so many attempts, is given up."""
_FIRST_PAUSE: Final = timedelta(seconds=1)
_LONGEST_PAUSE: Final = timedelta(minutes=5)
_FAILURES_BEFORE_REST: Final = 3
_HEALTHY: Final = EndpointHealth()


class DeliveryStatus(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    """Refused for good, or not worth another attempt."""
    UNKNOWN = "unknown"
    """It may have gone out; it is not tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedDelivery:
    """A delivery that this process, and no other, attempts now."""

    message: Message
    channel: str
    endpoint_id: UUID
    endpoint: Endpoint | None
    """None when it was removed or disabled after the delivery was planned."""
    health: EndpointHealth = _HEALTHY
    attempt: int
    """1 for the first; above 1 an earlier attempt may have gone out."""
    claim_id: UUID
    triggered_at: datetime
    """When the reading that caused it all was received."""
    traceparent: str | None = None
    """The trace in which it was decided (W3C), if that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOutcome:
    """What became of an attempt."""

    message_id: UUID
    channel: str
    endpoint_id: UUID
    claim_id: UUID
    status: DeliveryStatus
    at: datetime
    health: EndpointHealth
    """The endpoint's, now."""
    next_attempt_at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLogEntry:
    """One way of a notification as its user sees it."""

    channel: EndpointKind
    endpoint_id: UUID
    label: str | None
    """None for an implicit endpoint, and for one that was removed."""
    status: DeliveryStatus
    attempts: int
    triggered_at: datetime
    finished_at: datetime | None
    next_attempt_at: datetime | None
    error: str | None

    @property
    def registered_id(self) -> UUID | None:
        """The registered endpoint's id; None for an implicit one."""
        return None if self.channel in IMPLICIT else self.endpoint_id

    @property
    def latency_s(self) -> float | None:
        """From the reading's receipt until it was sent; None unless it was."""
        if self.status is not DeliveryStatus.SENT or self.finished_at is None:
            return None
        return (self.finished_at - self.triggered_at).total_seconds()


def retry_at(
    attempt: int,
    *,
    now: datetime,
    created_at: datetime,
    retry_after: timedelta | None = None,
    chance: float = 0.0,
) -> datetime | None:
    """When to try again after that many attempts; None when it is not worth it.

    `chance`, 0 to 1, spreads attempts that failed together: up to half of the pause is added.
    """
    if attempt >= MAXIMUM_ATTEMPTS:
        return None
    pause = min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE) * (1 + chance / 2)
    at = now + max(pause, retry_after or pause)
    return at if at - created_at <= WORTH_SENDING_FOR else None


def after_failure(
    claimed: ClaimedDelivery, *, now: datetime, error: str, retry_after: timedelta | None = None
) -> DeliveryOutcome:
    """The message surely did not go out: another attempt, or none."""
    again_at = retry_at(
        claimed.attempt,
        now=now,
        created_at=claimed.message.created_at,
        retry_after=retry_after,
        chance=_chance(claimed),
    )
    return _outcome(
        claimed,
        DeliveryStatus.FAILED if again_at is None else DeliveryStatus.PENDING,
        now=now,
        health=_rested(_failed(claimed.health, now), now=now, retry_after=retry_after),
        next_attempt_at=again_at,
        error=error,
    )


def after_doubt(
    claimed: ClaimedDelivery, *, idempotent: bool, now: datetime, error: str
) -> DeliveryOutcome:
    """Nobody knows whether the message went out."""
    if idempotent:
        return after_failure(claimed, now=now, error=error)
    return _outcome(
        claimed,
        DeliveryStatus.UNKNOWN,
        now=now,
        health=_rested(_failed(claimed.health, now), now=now),
        error=error,
    )


def after_refusal(claimed: ClaimedDelivery, *, now: datetime, error: str) -> DeliveryOutcome:
    """This message will never go out; the next one may."""
    health = _failed(claimed.health, now)
    return _outcome(claimed, DeliveryStatus.FAILED, now=now, health=health, error=error)


def after_farewell(claimed: ClaimedDelivery, *, now: datetime, error: str) -> DeliveryOutcome:
    """The endpoint is there no longer."""
    health = replace(_failed(claimed.health, now), disabled=DisabledReason.GONE)
    return _outcome(claimed, DeliveryStatus.FAILED, now=now, health=health, error=error)


def after_success(claimed: ClaimedDelivery, *, now: datetime) -> DeliveryOutcome:
    """It went out, and the endpoint is well."""
    return _outcome(claimed, DeliveryStatus.SENT, now=now, health=_HEALTHY)


def endpoint_now(claimed: ClaimedDelivery, *, now: datetime) -> Endpoint | DeliveryOutcome:
    """Where to send it; the outcome where nothing is tried any more.

    The endpoint was removed meanwhile, or the message is old news after an outage of the store.
    """
    if claimed.endpoint is None:
        error = "the endpoint was removed or disabled"
    elif now - claimed.message.created_at > WORTH_SENDING_FOR:
        error = "it was too late"
    else:
        return claimed.endpoint
    return _outcome(claimed, DeliveryStatus.FAILED, now=now, health=claimed.health, error=error)


def _failed(health: EndpointHealth, now: datetime) -> EndpointHealth:
    since, failures = health.failing_since or now, health.failures + 1
    given_up = failures >= FAILURES_AT_LEAST and now - since >= FAILING_FOR
    return replace(
        health,
        failures=failures,
        failing_since=since,
        disabled=DisabledReason.FAILING if given_up else health.disabled,
    )


def _rested(
    health: EndpointHealth, *, now: datetime, retry_after: timedelta | None = None
) -> EndpointHealth:
    """Left alone as long as its server asks, or longer and longer after some failures."""
    rest = retry_after or timedelta(0)
    if health.failures >= _FAILURES_BEFORE_REST:
        exponent = min(health.failures - _FAILURES_BEFORE_REST, 16)
        rest = max(rest, min(_FIRST_PAUSE * 2**exponent, _LONGEST_PAUSE))
    return replace(health, resting_until=now + rest if rest else None)


def _chance(claimed: ClaimedDelivery) -> float:
    """0 to 1: differs between deliveries and attempts, and is the same for whoever decides."""
    name = f"{claimed.message.message_id}/{claimed.endpoint_id}/{claimed.attempt}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) / 2**32


def _outcome(
    claimed: ClaimedDelivery,
    status: DeliveryStatus,
    *,
    now: datetime,
    health: EndpointHealth,
    next_attempt_at: datetime | None = None,
    error: str | None = None,
) -> DeliveryOutcome:
    return DeliveryOutcome(
        message_id=claimed.message.message_id,
        channel=claimed.channel,
        endpoint_id=claimed.endpoint_id,
        claim_id=claimed.claim_id,
        status=status,
        at=now,
        health=health,
        next_attempt_at=next_attempt_at,
        error=error,
    )
