"""The ways out to a person, and the deliveries that wait for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from services.engagement.domain.delivery.attempts import (
    ClaimedDelivery,
    DeliveryLogEntry,
    DeliveryOutcome,
)
from services.engagement.domain.delivery.endpoint import (
    Address,
    DisabledReason,
    Endpoint,
    EndpointKind,
    RegisteredEndpoint,
)
from services.engagement.domain.delivery.message import Message
from services.engagement.domain.registry.contact import Contact


class NotSentError(Exception):
    """The channel surely did not send the message; another attempt may succeed."""

    def __init__(self, reason: str, *, retry_after: timedelta | None = None) -> None:
        """`reason` is stored and shown to the user: no address, no secret in it.

        `retry_after`: how long the server asks to be left alone.
        """
        super().__init__(reason)
        self.retry_after = retry_after


class RefusedError(Exception):
    """The channel will never send this message. The reason is shown to the user."""


class GoneError(Exception):
    """There is no such endpoint any more: it is disabled. The reason is shown to the user."""


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One attempt to reach one endpoint."""

    message: Message
    endpoint: Endpoint
    """Of the channel's kind."""
    contact: Contact | None
    """None while the user is unknown, and once the account is deleted."""
    is_repetition: bool
    """True when an earlier attempt may have gone out."""


class Channel(Protocol):
    """A way out to a person."""

    @property
    def name(self) -> str:
        """The kind of endpoint it reaches (an EndpointKind's value)."""
        ...

    @property
    def idempotent(self) -> bool:
        """True when sending a message that was already sent has no effect."""
        ...

    async def send(self, message: OutgoingMessage) -> None:
        """Send it, within 20 seconds.

        Raises NotSentError, RefusedError or GoneError when it surely did not go out. Any other
        error, and being cancelled after those 20 seconds, means that nobody knows.
        """
        ...


class Receipts(Protocol):
    """Where a channel's server says afterwards what became of messages."""

    async def gone(self) -> Sequence[Endpoint]:
        """Endpoints that are there no longer, each told once. Raises NotSentError: ask again."""
        ...


class DeliveryQueue(Protocol):
    """Deliveries that wait. Every method may raise StoreUnavailableError."""

    async def claim(
        self, channel: str, *, limit: int, now: datetime, claim_id: UUID
    ) -> Sequence[ClaimedDelivery]:
        """Take due deliveries for a lease: marked as being sent before anything is sent.

        Those to endpoints that did not fail last come first. Those to an endpoint that rests wait;
        those to one that was removed or disabled meanwhile
        come without an endpoint.
        """
        ...

    async def finish(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        """Record what became of claimed deliveries; ignored where the claim was lost.

        In the same transaction an endpoint gets its health (a disabled one's other deliveries
        fail), and a notification whose last way failed goes out by mail, where its user wants that.
        """
        ...

    async def release_lapsed(self, channel: str, *, idempotent: bool, now: datetime) -> int:
        """Deal with claims whose process died: pending again if idempotent, else unknown."""
        ...

    async def drop_mail(self, user_id: UUID, at: datetime) -> None:
        """What waits to be mailed to the user fails; what is being sent goes out."""
        ...

    async def log(self, user_id: UUID, notification_id: UUID) -> Sequence[DeliveryLogEntry] | None:
        """What became of a user's notification, way by way; None when it is not the user's."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEndpoint:
    """An endpoint to be registered."""

    endpoint_id: UUID
    user_id: UUID
    kind: EndpointKind
    label: str
    address: Address
    secret: str | None
    at: datetime
    install_id: UUID | None = None


class EndpointStore(Protocol):
    """Users' registered endpoints. Every method may raise StoreUnavailableError."""

    async def register(self, new: NewEndpoint, *, maximum: int) -> RegisteredEndpoint | None:
        """Register it, or enable the user's endpoint of this address again under the new label.

        A device's address is taken from any other user: whoever registers has it in hand. An
        address of an installation takes the place of the one that the user's installation had. None
        when the user has `maximum` already.
        """
        ...

    async def of_user(self, user_id: UUID) -> Sequence[RegisteredEndpoint]:
        """The user's endpoints, oldest first."""
        ...

    async def find(self, user_id: UUID, endpoint_id: UUID) -> RegisteredEndpoint | None:
        """The user's endpoint of this id."""
        ...

    async def change(
        self,
        user_id: UUID,
        endpoint_id: UUID,
        *,
        label: str,
        disabled: DisabledReason | None,
        at: datetime,
    ) -> RegisteredEndpoint | None:
        """Name it, and disable or enable it: an enabled one begins anew. None: no such endpoint."""
        ...

    async def remove(self, user_id: UUID, endpoint_id: UUID, at: datetime) -> bool:
        """Forget it; what waits for it fails. False when the user has no such endpoint."""
        ...

    async def record_health(self, outcome: DeliveryOutcome) -> None:
        """Take over how a test went, as `DeliveryQueue.finish` does with a delivery."""
        ...

    async def admit_test(
        self, user_id: UUID, *, now: datetime, window: timedelta, maximum: int
    ) -> bool:
        """Count a test; False, and not counted, when the user had `maximum` in this window."""
        ...

    async def forget_endpoints(self, user_ids: Sequence[UUID]) -> None:
        """Delete all endpoints of these users."""
        ...
