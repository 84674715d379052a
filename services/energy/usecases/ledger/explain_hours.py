"""The hours of a facility's settled month: where each euro comes from, and by which weights."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from services.energy.domain.distribution.distribution import Distribution, distribute
from services.energy.domain.distribution.explanation import (
    ExplainedHour,
    SumsSeen,
    explain_facility,
    explained_hours,
)
from services.energy.domain.distribution.hours import HoursToDivide
from services.energy.domain.distribution.simulation import Tally
from services.energy.domain.distribution.versions import PolicyVersion
from services.energy.domain.ledger.errors import NotInCommunityError, WeightsNotKeptError
from services.energy.domain.ledger.hourly_detail import HourlyDetail
from services.energy.domain.ledger.settlement import Settlement
from services.energy.ports.distribution import Policies
from services.energy.ports.ledger import Ledger
from services.energy.ports.registry import Registry
from services.energy.usecases.access import facilities_of_user, visible_facility
from services.energy.usecases.ledger.read_settlements import found_version
from services.energy.usecases.ledger.read_statement import (
    StatementQuestion,
    kept_detail,
    key_of,
    settled_policy,
)


class ByPolicy(StrEnum):
    """Which policy divides: the version's own, or the one that counts for the month now."""

    SETTLED = "settled"
    PRESENT = "present"


@dataclass(frozen=True, slots=True)
class Explained:
    """By one policy."""

    hours: Sequence[ExplainedHour]
    """In the order of the version's hours."""
    total_neur: int
    cents: int
    """Of all that there was, rounded so that it sums: of the settled policy the statement's."""


@dataclass(frozen=True, slots=True)
class FacilityHours:
    """A facility's hours of a version as one reader may see them."""

    settlement: Settlement
    detail: HourlyDetail
    column: int
    """The facility's, in the detail."""
    policy_number: int
    """Of the policy that divides; 0: nothing was decided."""
    explained: Explained | None = None
    """None of a version that was kept without what weighed in it."""


class ExplainHours:
    """For who has a role on the facility.

    Nothing is told that gives another member's energy away: sums over the community are None in
    hours in which they are not for the reader (see domain/privacy.py).
    """

    def __init__(self, *, registry: Registry, ledger: Ledger, policies: Policies) -> None:
        self._registry = registry
        self._ledger = ledger
        self._policies = policies

    async def __call__(
        self,
        facility_id: UUID,
        question: StatementQuestion,
        *,
        user_id: UUID,
        by: ByPolicy = ByPolicy.SETTLED,
    ) -> FacilityHours:
        """Raises visible_facility's, NotInCommunityError, SettlementNotFoundError.

        Raises WeightsNotKeptError where another policy is to divide a version that was kept
        without its weights.
        """
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        key = key_of(facility, question)
        settlement = await found_version(self._ledger, key, question.number)
        detail = await kept_detail(self._ledger, settlement)
        column = detail.column(facility_id)
        if column is None:
            raise NotInCommunityError("the facility was not in the community in this month")
        told = FacilityHours(settlement, detail, column, settlement.policy_number)
        divided = detail.divided()
        if divided is None:
            if by is ByPolicy.PRESENT:
                raise WeightsNotKeptError("this version was kept without what weighed in it")
            return told
        policy = await settled_policy(self._policies, settlement)
        if by is ByPolicy.PRESENT:
            policy = await self._policies.in_force(key.community_id, key.month)
        seen = self._seen(divided[0], settlement, user_id)
        explained = await asyncio.to_thread(
            _explained, settlement, policy, divided, facility_id, seen
        )
        return replace(told, policy_number=policy.number, explained=explained)

    def _seen(self, hours: HoursToDivide, settlement: Settlement, user_id: UUID) -> SumsSeen:
        community = self._registry.community(settlement.key.community_id)
        if community is not None and community.representative_id == user_id:
            return SumsSeen.whole(hours)
        own = facilities_of_user(self._registry, hours.facility_ids, user_id)
        return SumsSeen.of_member(hours, own)


def _explained(
    settlement: Settlement,
    policy: PolicyVersion,
    divided: tuple[HoursToDivide, Distribution],
    facility_id: UUID,
    seen: SumsSeen,
) -> Explained:
    """By the settled policy of what was kept; by another one of what it would give."""
    hours, distribution = divided
    if policy.number != settlement.policy_number:
        distribution = distribute(hours, policy.policy, settlement.excess_ppb)
    told = explain_facility(
        hours, distribution, policy.policy, settlement.excess_ppb, facility_id=facility_id
    )
    tally = Tally()
    tally.add(hours.facility_ids, distribution)
    return Explained(
        list(explained_hours(told, seen)), told.total_neur, tally.cents().facilities[facility_id]
    )
