"""A representative decides how the community divides."""

from collections.abc import Collection
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.distribution.decision import Proposal, begins, require_members
from services.energy.domain.distribution.errors import PolicyDiffersError, TooManyPoliciesError
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.months import month_of
from services.energy.ports.distribution import MAXIMUM_VERSIONS, Policies
from services.energy.ports.registry import Registry
from services.energy.usecases.access import represented_community


class DecidePolicy:
    """Adds a version; what was decided before stays."""

    def __init__(self, registry: Registry, policies: Policies, clock: Clock) -> None:
        self._registry = registry
        self._policies = policies
        self._clock = clock

    async def __call__(
        self,
        community_id: UUID,
        proposal: Proposal,
        *,
        user_id: UUID,
        expected: Collection[int] | None,
    ) -> PolicyVersion:
        """`expected`: the numbers of which the newest decision must be one; None: any.

        Raises what represented_community, begins and require_members raise; PolicyDiffersError,
        TooManyPoliciesError; VersionTakenError when somebody decides at the same moment.
        """
        represented_community(self._registry, community_id, user_id=user_id)
        now = self._clock.now()
        valid_from = begins(proposal, month_of(now))
        require_members(proposal.policy, self._registry.memberships(community_id), valid_from)
        newest = await self._policies.versions(community_id, limit=1)
        number = newest[0].number if newest else 0
        if expected is not None and number not in expected:
            raise PolicyDiffersError(f"its newest version is {number}; read it again")
        if number >= MAXIMUM_VERSIONS:
            raise TooManyPoliciesError(f"a community has at most {MAXIMUM_VERSIONS} versions")
        version = PolicyVersion(
            number=number + 1,
            policy=proposal.policy,
            valid_from=valid_from,
            decided_by=user_id,
            decided_at=now,
            note=proposal.note,
        )
        await self._policies.add(community_id, version)
        return version
