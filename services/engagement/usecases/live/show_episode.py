"""A member looks at one episode of surplus, and how its call went (FR4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.errors import NotFoundError
from services.engagement.domain.notifications.audience import Outcome
from services.engagement.ports.calls import CallBook
from services.engagement.ports.surplus import Episode, SurplusStore
from services.engagement.usecases.registry.access import Access

LEAST_MEMBERS: Final = 3
"""Counts over fewer would say what one of them decided."""


class EpisodeNotFoundError(NotFoundError):
    """The community has had no such episode of surplus."""

    code = "episode_not_found"


@dataclass(frozen=True, slots=True)
class Audience:
    """How a call went; the outcomes are None where they would be as good as names."""

    members: int
    told: int
    outcomes: Mapping[Outcome, int] | None


@dataclass(frozen=True, slots=True)
class SeenEpisode:
    """An episode as the caller may see it."""

    episode: Episode
    own_outcome: Outcome | None
    """What the call meant for the caller; None without one."""
    audience: Audience | None
    """For the representative alone; None without a call."""


class ShowEpisode:
    """Answers from the store, for those who may look."""

    def __init__(self, access: Access, store: SurplusStore, calls: CallBook) -> None:
        self._access = access
        self._store = store
        self._calls = calls

    async def show(self, user_id: UUID, community_id: UUID, episode_id: UUID) -> SeenEpisode:
        """The episode. Raises NotFoundError or NotAuthorizedError."""
        self._access.check_community(user_id, community_id)
        episode = await self._store.episode(community_id, episode_id)
        if episode is None:
            raise EpisodeNotFoundError("the community has had no such episode")
        audience = None
        if self._access.represents(user_id, community_id):
            audience = _audience(await self._calls.outcomes(episode_id))
        own_outcome = await self._calls.outcome_of(episode_id, user_id)
        return SeenEpisode(episode, own_outcome, audience)


def _audience(outcomes: Mapping[Outcome, int]) -> Audience | None:
    members = sum(outcomes.values())
    if not members:
        return None
    told = outcomes.get(Outcome.TOLD, 0)
    return Audience(members, told, outcomes if members >= LEAST_MEMBERS else None)
