"""What the use cases need from outside, in the domain's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.balance import Balance, FacilityPower
from services.engagement.domain.contact import Contact
from services.engagement.domain.delivery import ClaimedDelivery, DeliveryOutcome
from services.engagement.domain.notification import InboxItem, Notification
from services.engagement.domain.surplus import EpisodeDetected, EpisodeEnded
from services.engagement.domain.surplus_watch import SurplusCheckpoint


class StoreUnavailableError(ConnectionError):
    """The store is away, restarting or busy; the same call may succeed later."""


class NotSentError(Exception):
    """The channel surely did not send the message; another attempt may succeed."""


class RefusedError(Exception):
    """The channel will never send this message."""


@dataclass(frozen=True, slots=True)
class Detection:
    """An episode to be recorded, with the messages to go out if nobody was told lately."""

    episode_id: UUID
    community_id: UUID
    detected: EpisodeDetected
    cooldown_s: float
    triggered_at: datetime
    notifications: tuple[Notification, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a recorded episode."""

    episode_id: UUID
    community_id: UUID
    ended: EpisodeEnded


@dataclass(frozen=True, slots=True)
class Episode:
    """A recorded episode."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    detected_at: datetime
    ended_at: datetime | None
    detected_excess_mw: int
    peak_excess_mw: int
    notified_at: datetime | None
    """Event time at which its members were told; None when the cooldown forbade it."""


class SurplusStore(Protocol):
    """Episodes and surplus states at rest. Every method may raise StoreUnavailableError."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        """What was saved last of each community."""
        ...

    async def record(
        self, entries: Sequence[Detection | Ending], checkpoint: SurplusCheckpoint | None
    ) -> int:
        """Record what one community decided, in order, with its state afterwards: all or nothing.

        Recording an entry again changes nothing. An episode is notified unless one of the same
        community was within the cooldown; SurplusDetected and SurplusEnded go out with it. Gives
        the number of deliveries that wait now.
        """
        ...

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        """Save states that changed without an episode beginning or ending."""
        ...

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        """The community's newest episodes, newest first."""
        ...


class Inbox(Protocol):
    """A user's notifications. Every method may raise StoreUnavailableError."""

    async def read(
        self, user_id: UUID, *, unread_only: bool, limit: int, before: datetime | None
    ) -> Sequence[InboxItem]:
        """The newest notifications, newest first; those created before `before` if given."""
        ...

    async def mark_read(self, user_id: UUID, notification_id: UUID, at: datetime) -> bool:
        """Mark it read, once; False when the user has no such notification."""
        ...

    async def count_unread(self, user_id: UUID) -> int:
        """How many are not marked read."""
        ...

    async def forget(self, user_ids: Sequence[UUID]) -> int:
        """Delete what these users were and would be told; how many notifications."""
        ...


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


class LiveFeed(Protocol):
    """Figures for the screens of every replica: whoever listens now gets them."""

    async def publish_balance(self, balance: Balance) -> None: ...

    async def publish_power(self, power: FacilityPower) -> None: ...

    async def watch_facility(self, facility_id: UUID) -> None:
        """Ask for the facility's power for the next 30 seconds."""
        ...
