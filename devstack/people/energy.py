"""Energy data as a member reads it: powers in W, energy in Wh, times in UTC."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from devstack.people.account import Account
from devstack.people.connection import decoded

Resolution = Literal["raw", "minute", "quarter", "hour", "day", "month"]


class IntervalEnergy(msgspec.Struct, frozen=True, rename="camel"):
    """Energy of one interval; known for `coverage_s` of it."""

    begin: datetime = msgspec.field(name="from")
    end: datetime = msgspec.field(name="to")
    consumed_wh: float
    produced_wh: float
    coverage_s: float


class FacilityEnergy(msgspec.Struct, frozen=True, rename="camel"):
    """What a facility withdraws and feeds in."""

    power_consumed_w: float
    power_produced_w: float
    as_of: datetime | None = None
    consumed_last_day_wh: float = msgspec.field(name="consumedLast24hWh", default=0.0)
    produced_last_day_wh: float = msgspec.field(name="producedLast24hWh", default=0.0)
    history: Sequence[IntervalEnergy] = ()


class CommunityEnergy(msgspec.Struct, frozen=True, rename="camel"):
    """The sums over a community's facilities."""

    power_consumed_w: float
    power_produced_w: float
    excess_power_w: float
    facilities_fresh: int
    facilities_total: int
    as_of: datetime | None = None
    consumed_last_day_wh: float = msgspec.field(name="consumedLast24hWh", default=0.0)
    produced_last_day_wh: float = msgspec.field(name="producedLast24hWh", default=0.0)
    history: Sequence[IntervalEnergy] = ()


class SharedHour(msgspec.Struct, frozen=True, rename="camel"):
    """One clock hour of a community (R5)."""

    begin: datetime = msgspec.field(name="from")
    end: datetime = msgspec.field(name="to")
    fed_in_wh: float
    withdrawn_wh: float
    shared_wh: float
    coverage_s: float


class SharedEnergy(msgspec.Struct, frozen=True, rename="camel"):
    """Shared energy of a period."""

    begin: datetime = msgspec.field(name="from")
    end: datetime = msgspec.field(name="to")
    shared_wh: float
    hours: Sequence[SharedHour] = ()


class EnergyData:
    """The energy service in one user's name. Raises ApiProblem, httpx.TransportError."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def facility(
        self,
        facility_id: UUID,
        *,
        begin: datetime | None = None,
        end: datetime | None = None,
        resolution: Resolution | None = None,
    ) -> FacilityEnergy:
        """Present power, the last 24 hours and, when a period or resolution is given, history."""
        query = _period(begin, end) | _at(resolution)
        path = f"/energy-data/facility/{facility_id}"
        return decoded(await self._account.request("GET", path, query=query), FacilityEnergy)

    async def community(
        self,
        community_id: UUID,
        *,
        begin: datetime | None = None,
        end: datetime | None = None,
        resolution: Resolution | None = None,
    ) -> CommunityEnergy:
        """The same for a community."""
        query = _period(begin, end) | _at(resolution)
        path = f"/energy-data/community/{community_id}"
        return decoded(await self._account.request("GET", path, query=query), CommunityEnergy)

    async def shared(self, community_id: UUID, begin: datetime, end: datetime) -> SharedEnergy:
        """Shared energy by clock hour."""
        path = f"/energy-data/community/{community_id}/shared-energy"
        answer = await self._account.request("GET", path, query=_period(begin, end))
        return decoded(answer, SharedEnergy)


def _period(begin: datetime | None, end: datetime | None) -> dict[str, str]:
    bounds = {"from": begin, "to": end}
    return {name: moment.isoformat() for name, moment in bounds.items() if moment is not None}


def _at(resolution: Resolution | None) -> dict[str, str]:
    return {} if resolution is None else {"resolution": resolution}
