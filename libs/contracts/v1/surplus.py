"""Stream SURPLUS: episodes in which a community produced more than it consumed."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from libs.contracts.codec import EventDecoder


class SurplusDetected(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The excess stayed at or above the threshold for the policy's minimum duration."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    """Event time at which the excess reached the threshold."""
    detected_at: datetime
    """Event time at which the minimum duration was complete."""
    excess_w: float


class SurplusEnded(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The excess fell below the threshold times the policy's end ratio."""

    episode_id: UUID
    community_id: UUID
    started_at: datetime
    ended_at: datetime
    peak_excess_w: float


SurplusEvent = SurplusDetected | SurplusEnded
SURPLUS_DECODER: Final = EventDecoder[SurplusEvent](SurplusEvent)
