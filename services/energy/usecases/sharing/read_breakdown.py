"""Whose shared energy it was: for the representative all facilities, for a user their own (R5)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.calendar import Period, Resolution, TooManyPointsError, asked_period
from services.energy.domain.sharing.breakdown import FacilityShare, facility_shares
from services.energy.domain.sharing.facility_hours import FacilityHours
from services.energy.domain.sharing.shared_energy import shared_energy
from services.energy.ports.registry import Registry
from services.energy.ports.sharing import HourlyBooks
from services.energy.usecases.access import represented_community, visible_facility
from services.energy.usecases.sharing.community_facilities import (
    CommunityFacilities,
    community_facilities,
)

LONGEST_BREAKDOWN: Final = timedelta(days=367)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A period, and what each facility had of it. Those that were no members then are left out."""

    period: Period
    shares: Sequence[FacilityShare]


class ReadBreakdown:
    """Computed from the books each time: about a second for a year of 100 facilities."""

    def __init__(self, registry: Registry, books: HourlyBooks, clock: Clock) -> None:
        self._registry = registry
        self._books = books
        self._clock = clock

    async def of_community(
        self,
        community_id: UUID,
        *,
        user_id: UUID,
        start: datetime | None,
        end: datetime | None,
        basis: Basis,
    ) -> Breakdown:
        """All facilities', for the representative.

        Raises what represented_community and asked_period raise, and TooManyPointsError for more
        than LONGEST_BREAKDOWN.
        """
        represented_community(self._registry, community_id, user_id=user_id)
        period = self._period(start, end)
        return Breakdown(period, await self._shares(community_id, period, basis))

    async def of_facility(
        self,
        facility_id: UUID,
        *,
        user_id: UUID,
        start: datetime | None,
        end: datetime | None,
        basis: Basis,
    ) -> Breakdown:
        """The facility's, summed over the communities it was in; for who has a role on it.

        Raises what visible_facility and asked_period raise, and TooManyPointsError for more than
        LONGEST_BREAKDOWN.
        """
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        period = self._period(start, end)
        communities = {
            m.community_id for m in facility.memberships if m.period.overlap(period) is not None
        }
        shares = [
            share
            for community_id in sorted(communities)
            for share in await self._shares(community_id, period, basis)
            if share.facility_id == facility_id
        ]
        return Breakdown(period, [_sum(shares)] if shares else [])

    def _period(self, start: datetime | None, end: datetime | None) -> Period:
        period = asked_period(start, end, Resolution.HOUR, self._clock.now())
        if period.end - period.start > LONGEST_BREAKDOWN:
            raise TooManyPointsError(f"at most {LONGEST_BREAKDOWN.days} days at once")
        return period

    async def _shares(
        self, community_id: UUID, period: Period, basis: Basis
    ) -> list[FacilityShare]:
        facilities = community_facilities(self._registry, community_id).within(period)
        counted = facilities.counted(period)
        ids = facilities.facility_ids
        hours = await self._books.facility_hours(ids, counted, period, basis)
        return await asyncio.to_thread(_shares_of, hours, facilities)


def _shares_of(hours: FacilityHours, facilities: CommunityFacilities) -> list[FacilityShare]:
    shared = shared_energy(hours, facilities.storage_efficiencies)
    return facility_shares(shared, facilities.commissioned_on)


def _sum(shares: Sequence[FacilityShare]) -> FacilityShare:
    return FacilityShare(
        shares[0].facility_id,
        sum(s.withdrawn_uj for s in shares),
        sum(s.fed_in_uj for s in shares),
        sum(s.shared_as_consumer_uj for s in shares),
        sum(s.shared_as_producer_uj for s in shares),
        sum(s.shared_as_plant_uj for s in shares),
    )
