"""The representative changes a community's settings."""

from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.community.domain.audit import Action, Change
from services.community.domain.community import Community, CommunitySettings
from services.community.domain.version import ANY_VERSION, ExpectedVersion
from services.community.ports import Registry
from services.community.usecases.locking import locked_community


@dataclass(frozen=True, slots=True)
class ChangeCommunity:
    """Replaces a community's settings."""

    registry: Registry
    clock: Clock

    async def __call__(
        self,
        caller: UUID,
        community_id: UUID,
        settings: CommunitySettings,
        expected: ExpectedVersion = ANY_VERSION,
    ) -> Community:
        """The changed community.

        Raises CommunityNotFoundError, NotRepresentativeError, VersionDiffersError,
        SubstationDiffersError.
        """
        change = Change(caller, Action.CHANGE_COMMUNITY)
        async with self.registry.transaction(change) as transaction:
            community = await locked_community(transaction, community_id)
            community.require_representative(caller)
            expected.check(community.version)
            changed = community.with_settings(
                settings,
                has_facilities=await transaction.communities.has_facilities(community_id),
                now=self.clock.now(),
            )
            await transaction.communities.save(changed)
        return changed
