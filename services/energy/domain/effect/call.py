"""A call to a community's members, as far as its effect needs it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Members were told of a surplus at `called_at`, event time.

    `number` counts the calls of an episode, from 1: each tells others than those before.
    """

    episode_id: UUID
    community_id: UUID
    called_at: datetime
    number: int = 1
    excess_mw: int
    told: tuple[UUID, ...]
    """Facilities of those who were told."""
    held_out: tuple[UUID, ...]
    """Facilities of those who were held out by lot."""
