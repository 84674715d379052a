"""By which policy a community divides, for those who take part in it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.months import month_of
from services.energy.ports.distribution import Policies
from services.energy.ports.registry import Registry
from services.energy.usecases.access import visible_community


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPolicy:
    """A month's policy, and what is decided for later ones."""

    community_id: UUID
    month: date
    in_force: PolicyVersion
    planned: Sequence[PolicyVersion]
    newest: int
    """Number of the newest decision; 0 when there is none."""
    coefficients_of: Collection[UUID] | None
    """Whose coefficients the caller may see; None: everybody's."""


@dataclass(frozen=True, slots=True)
class ShownVersions:
    """Decisions, the newest first."""

    versions: Sequence[PolicyVersion]
    coefficients_of: Collection[UUID] | None


class ReadPolicy:
    """Members see the policy and their own coefficients, the representative everybody's."""

    def __init__(self, registry: Registry, policies: Policies, clock: Clock) -> None:
        self._registry = registry
        self._policies = policies
        self._clock = clock

    async def __call__(
        self, community_id: UUID, *, user_id: UUID, month: date | None = None
    ) -> ShownPolicy:
        """What counts in a month, this one by default. Raises what visible_community raises."""
        seen = self._coefficients_of(community_id, user_id)
        this_month = month or month_of(self._clock.now())
        newest = await self._policies.versions(community_id, limit=1)
        return ShownPolicy(
            community_id=community_id,
            month=this_month,
            in_force=await self._policies.in_force(community_id, this_month),
            planned=await self._policies.planned(community_id, this_month),
            newest=newest[0].number if newest else 0,
            coefficients_of=seen,
        )

    async def versions(
        self, community_id: UUID, *, user_id: UUID, before: int | None, limit: int
    ) -> ShownVersions:
        """At most `limit` decisions numbered below `before`. Raises what visible_community does."""
        seen = self._coefficients_of(community_id, user_id)
        found = await self._policies.versions(community_id, before=before, limit=limit)
        return ShownVersions(found, seen)

    def _coefficients_of(self, community_id: UUID, user_id: UUID) -> frozenset[UUID] | None:
        now = self._clock.now()
        community = visible_community(self._registry, community_id, user_id=user_id, now=now)
        if community.representative_id == user_id:
            return None
        facilities = self._registry.facilities_of_community(community_id)
        return frozenset(f.facility_id for f in facilities if user_id in f.users)
