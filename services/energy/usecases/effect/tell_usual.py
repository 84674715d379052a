"""What facilities draw as a rule is computed and told, again and again."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.energy.domain.effect.usual import UsualWithdrawal, usual_withdrawals
from services.energy.ports.effect import Announcements, Withdrawals
from services.energy.ports.registry import Registry

AT_ONCE: Final = 100
"""Facilities a statement: 270,000 quarter-hours, about a second."""


class TellUsual:
    """Tells what has changed since this process told it last; a replica alone does it at a time."""

    def __init__(
        self, registry: Registry, withdrawals: Withdrawals, announcements: Announcements
    ) -> None:
        self._registry = registry
        self._withdrawals = withdrawals
        self._announcements = announcements
        self._told: dict[UUID, UsualWithdrawal] = {}

    async def __call__(self) -> int:
        """Of how many facilities something is known; 0 also while another replica is at it.

        Raises a transient error when the database or the bus is away.
        """
        known = 0
        async with self._withdrawals.turn() as is_ours:
            if not is_ours:
                return 0
            for facility_ids in self._pieces():
                sums = await self._withdrawals.by_hour(facility_ids)
                for usual in usual_withdrawals(sums):
                    known += 1
                    if self._told.get(usual.facility_id) != usual:
                        await self._announcements.tell(usual)
                        self._told[usual.facility_id] = usual
        return known

    def _pieces(self) -> list[Sequence[UUID]]:
        facility_ids = sorted(
            {
                facility.facility_id
                for community in self._registry.communities()
                if not community.removed
                for facility in self._registry.facilities_of_community(community.community_id)
                if not facility.removed
            }
        )
        return [
            facility_ids[start : start + AT_ONCE] for start in range(0, len(facility_ids), AT_ONCE)
        ]
