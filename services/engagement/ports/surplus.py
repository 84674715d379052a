"""Episodes of surplus and what their communities were seen to do, at rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from services.engagement.domain.notifications.audience import Outcome
from services.engagement.domain.notifications.call import CallPlan, OverPlan
from services.engagement.domain.replay.correction import Correction, RecordedEpisode
from services.engagement.domain.surplus.detection import (
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
    detected_by: str = ""
    """The policy's detection_key."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """How messages leave."""

    triggered_at: datetime
    """When the reading that caused them was received."""
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """Members to be told of a recorded episode, unless another's were within the cooldown."""

    plan: CallPlan
    cooldown_s: float
    leaving: Leaving

    @property
    def episode_id(self) -> UUID:
        """What it is about."""
        return self.plan.episode_id

    @property
    def community_id(self) -> UUID:
        """Who calls."""
        return self.plan.community_id


@dataclass(frozen=True, slots=True)
class Update:
    """Another excess of a recorded episode."""

    episode_id: UUID
    community_id: UUID
    updated: EpisodeUpdated


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a recorded episode, and what those who were told of it are told now."""

    episode_id: UUID
    community_id: UUID
    ended: EpisodeEnded
    over: OverPlan | None = None
    leaving: Leaving | None = None


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
    """Event time at which members were called first; None while they have not been."""
    end_reason: EndReason | None = None
    """None while it is open, and for what ended before reasons were kept."""
    last_called_at: datetime | None = None
    calls: int = 0
    corrected_at: datetime | None = None
    """When, by the wall clock, late readings showed that it was another; None: it was as told."""
    correction: Correction | None = None


Entry = Detection | Call | Update | Ending


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of recording: counts of deliveries and outcomes, and whose inboxes have news."""

    deliveries: int = 0
    told: frozenset[UUID] = frozenset()
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)

    def __add__(self, other: "Recorded") -> "Recorded":
        """Both together."""
        return Recorded(
            self.deliveries + other.deliveries,
            self.told | other.told,
            Counter(self.outcomes) + Counter(other.outcomes),
        )


class SurplusStore(Protocol):
    """Episodes and surplus states at rest. Every method may raise StoreUnavailableError."""

    async def load_checkpoints(self) -> Sequence[SurplusCheckpoint]:
        """What was saved last of each community."""
        ...

    async def record(
        self, entries: Sequence[Entry], checkpoint: SurplusCheckpoint | None
    ) -> Recorded:
        """Record what one community decided, in order, with its state afterwards: all or nothing.

        Recording an entry again changes nothing. Each call of an open episode is made once, in
        their order and CALL_SPACING apart, unless one about another episode of the community was
        within the cooldown; who is told is decided while nobody else decides about any of the
        members, and nobody is told of an episode twice. SurplusDetected, SurplusUpdated and
        SurplusEnded go out with their entries, an update only of an open episode and in order of
        event time. At its end those told are told so, once.
        """
        ...

    async def save_checkpoints(self, checkpoints: Sequence[SurplusCheckpoint]) -> None:
        """Save states that changed without an episode beginning or ending."""
        ...

    async def ended_since(
        self, community_id: UUID, since: datetime, *, detected_by: str
    ) -> Sequence[RecordedEpisode]:
        """The community's episodes that ended then or later, decided by such a policy, as told."""
        ...

    async def correct(
        self,
        community_id: UUID,
        corrections: Mapping[UUID, Correction | None],
        *,
        at: datetime,
    ) -> int:
        """Keep what ended episodes were, None where it was as told; how many changed.

        SurplusCorrected goes out with each change, and nothing else does.
        """
        ...

    async def episodes(self, community_id: UUID, *, limit: int) -> Sequence[Episode]:
        """The community's newest episodes, newest first."""
        ...

    async def episode(self, community_id: UUID, episode_id: UUID) -> Episode | None:
        """That episode of the community, if there is one."""
        ...
