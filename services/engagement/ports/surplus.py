"""Episodes of surplus and what their communities were seen to do, at rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.notification import Notification
from services.engagement.domain.surplus.detection import (
    CallDue,
    EndReason,
    EpisodeDetected,
    EpisodeEnded,
    EpisodeUpdated,
)
from services.engagement.domain.surplus.watch import SurplusCheckpoint


@dataclass(frozen=True, slots=True)
class Detection:
    """An episode to be recorded."""

    episode_id: UUID
    community_id: UUID
    detected: EpisodeDetected


@dataclass(frozen=True, slots=True)
class Call:
    """Members to be told of a recorded episode, unless others were within the cooldown."""

    episode_id: UUID
    community_id: UUID
    due: CallDue
    cooldown_s: float
    triggered_at: datetime
    notifications: tuple[Notification, ...]
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """Another excess of a recorded episode."""

    episode_id: UUID
    community_id: UUID
    updated: EpisodeUpdated


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
    """Event time at which its members were called; None while they have not been."""
    end_reason: EndReason | None = None
    """None while it is open, and for what ended before reasons were kept."""


Entry = Detection | Call | Update | Ending


class SurplusStore(Protocol):
    """Episodes and surplus states at rest. Every method may raise StoreUnavailableError."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        """What was saved last of each community."""
        ...

    async def record(self, entries: Sequence[Entry], checkpoint: SurplusCheckpoint | None) -> int:
        """Record what one community decided, in order, with its state afterwards: all or nothing.

        Recording an entry again changes nothing. An open episode is notified once, unless one of
        the same community was within the cooldown. SurplusDetected, SurplusUpdated and
        SurplusEnded go out with their entries, an update only of an open episode and in order of
        event time. Gives the number of deliveries that wait now.
        """
        ...

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        """Save states that changed without an episode beginning or ending."""
        ...

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        """The community's newest episodes, newest first."""
        ...
