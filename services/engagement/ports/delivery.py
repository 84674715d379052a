"""The ways out to a person, and the deliveries that wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.delivery.attempts import ClaimedDelivery, DeliveryOutcome
from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.registry.contact import Contact


class NotSentError(Exception):
    """The channel surely did not send the message; another attempt may succeed."""


class RefusedError(Exception):
    """The channel will never send this message."""


class DeliveryQueue(Protocol):
    """Deliveries that wait. Every method may raise StoreUnavailableError."""

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        """Take due deliveries for a lease: marked as being sent before anything is sent."""
        ...

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        """Record what became of claimed deliveries; ignored where the claim was lost."""
        ...

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        """Deal with claims whose process died: pending again if idempotent, else unknown."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One attempt to reach one user."""

    notification: Notification
    contact: Contact | None
    """None while the user is unknown, and once the account is deleted."""
    is_repetition: bool
    """True when an earlier attempt may have gone out."""


class Channel(Protocol):
    """A way out to a person."""

    @property
    def name(self) -> str:
        """Stable: it is stored with each delivery."""
        ...

    @property
    def idempotent(self) -> bool:
        """True when sending a message that was already sent has no effect."""
        ...

    async def send(self, message: OutgoingMessage) -> None:
        """Send it. Raises NotSentError or RefusedError when it surely did not go out.

        Any other error means that nobody knows.
        """
        ...
