"""Stream SURPLUS: episodes in which a community produced more than it consumed."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder

EndReason = Literal["below", "silent", "unreliable", "removed"]


class SurplusDetected(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The excess stayed at or above the threshold for the policy's minimum duration."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    """Event time at which the excess reached the threshold."""
    detected_at: datetime
    """Event time at which the minimum duration was complete."""
    excess_w: float


class MembersCalled(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Members were told of the open episode: what a measurement of the effect needs, ids only.

    An episode whose excess grows may call again, others than before.
    """

    episode_id: UUID
    community_id: UUID
    called_at: datetime
    """Event time."""
    excess_w: float
    told_facility_ids: tuple[UUID, ...] = ()
    """The facilities of those who were told."""
    held_out_facility_ids: tuple[UUID, ...] = ()
    """Of those who would have been told, and were not, to compare with; in no one's told ones."""
    number: int = 1
    """Of the episode's calls, from 1."""
    spoken_for_w: float = 0.0
    """What was called for before: members were called for the rest of the excess."""


class SurplusUpdated(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The excess changed by a quarter since it was told last; at most every five minutes."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    updated_at: datetime
    """Event time."""
    excess_w: float
    peak_excess_w: float
    """Highest excess since started_at."""


class SurplusEnded(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """There is no surplus any more, or nobody knows."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    ended_at: datetime
    """Event time; where the surplus was last known unless the reason is `below`."""
    peak_excess_w: float
    reason: EndReason = "below"
    """The excess fell below the end level; nothing is heard of the community; too few of its
    facilities are fresh; the community was removed."""


class SurplusCorrected(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Late readings show that an episode that has ended was another than was told, or none.

    Nobody is told of it, and what was told stays told. The newest one of an episode counts.
    """

    episode_id: UUID
    community_id: UUID
    corrected_at: datetime
    """Wall-clock time."""
    is_void: bool
    """There was no surplus; the fields below are then what was told."""
    started_at: datetime
    ended_at: datetime
    peak_excess_w: float
    excess_energy_wh: float | None = None
    """What was produced more than consumed while it lasted; None where it is as told after all."""


SurplusEvent = SurplusDetected | MembersCalled | SurplusUpdated | SurplusEnded | SurplusCorrected
SURPLUS_DECODER: Final = EventDecoder[SurplusEvent](SurplusEvent)
