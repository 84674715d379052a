"""Keep up with who belongs to what."""

from collections.abc import Iterable

from services.engagement.domain.balance.live_balances import LiveBalances
from services.engagement.domain.registry.registry import Community, Facility, Registry
from services.engagement.domain.surplus.watch import SurplusWatch


class ProjectRegistry:
    """Takes over states of facilities and communities; balances and policies follow."""

    def __init__(self, registry: Registry, balances: LiveBalances, surplus: SurplusWatch) -> None:
        self._registry = registry
        self._balances = balances
        self._surplus = surplus

    def apply(self, changes: Iterable[Facility | Community]) -> None:
        """Idempotent: a state that is not newer than the one held is ignored."""
        for change in changes:
            if isinstance(change, Facility):
                for device_id in self._registry.apply_facility(change):
                    self._balances.place(device_id, self._registry.placement(device_id))
            elif self._registry.apply_community(change):
                self._follow_policy(change)

    def _follow_policy(self, community: Community) -> None:
        if community.removed:
            self._balances.close(community.community_id, "removed")
            self._surplus.set_policy(community.community_id, None)
        else:
            self._surplus.set_policy(community.community_id, community.policy)
        self._balances.follow_policy(community.community_id)
