"""Monthly statements: what a community or a facility had of a month, and what it gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.basis import Basis
from services.energy.domain.distribution.policy import DistributionPolicy
from services.energy.domain.distribution.versions import UNDECIDED, PolicyVersion
from services.energy.domain.errors import TooFewFacilitiesError
from services.energy.domain.incentives.model import Model
from services.energy.domain.ledger.errors import GseStatementNotFoundError, NotInCommunityError
from services.energy.domain.ledger.gse_statement import GseStatement
from services.energy.domain.ledger.hourly_detail import DayOfShared, HourlyDetail, shared_by_day
from services.energy.domain.ledger.reconciliation import paid_cents
from services.energy.domain.ledger.settlement import (
    Cents,
    Settlement,
    SettlementKey,
    SettlementLine,
)
from services.energy.domain.months import month_period
from services.energy.domain.privacy import FEWEST_IN_A_SUM
from services.energy.domain.registry import Facility
from services.energy.domain.tariffs.rules import RuleBook, RulesInForce
from services.energy.ports.distribution import Policies
from services.energy.ports.ledger import GseStatements, Ledger
from services.energy.ports.registry import Registry
from services.energy.usecases.access import (
    facilities_of_user,
    seen_of_community,
    seen_within,
    visible_facility,
)
from services.energy.usecases.ledger.read_settlements import found_version


class Amounts(StrEnum):
    """What a statement distributes: what was computed, or what GSE pays, by the same shares."""

    COMPUTED = "computed"
    PAID = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementQuestion:
    """About a community's month."""

    month: date
    basis: Basis = Basis.MEASURED
    model: Model = Model.TIP
    community_id: UUID | None = None
    """Of a facility's statement: None is the one it was in last in the month."""
    number: int | None = None
    amounts: Amounts = Amounts.COMPUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A settled month as one reader may see it."""

    settlement: Settlement
    cents: Cents
    """Of the whole; which lines the reader sees tells `lines`."""
    paid: GseStatement | None
    """What `cents` distribute; None: what was computed."""
    lines: Sequence[SettlementLine]
    facility: Facility | None
    """Of a statement of one facility."""
    community_name: str
    names: dict[UUID, str]
    """Of the facilities of `lines`."""
    days: Sequence[DayOfShared]
    """Of the community, or of the facility."""
    rules: RulesInForce
    """On the month's first day."""
    policy: DistributionPolicy
    """By which it was distributed."""


class ReadStatement:
    """Raises SettlementNotFoundError, GseStatementNotFoundError where there is none."""

    def __init__(
        self,
        *,
        registry: Registry,
        ledger: Ledger,
        gse: GseStatements,
        policies: Policies,
        rules: RuleBook,
        clock: Clock,
    ) -> None:
        self._registry = registry
        self._ledger = ledger
        self._gse = gse
        self._policies = policies
        self._rules = rules
        self._clock = clock

    async def of_community(
        self, community_id: UUID, question: StatementQuestion, *, user_id: UUID
    ) -> Statement:
        """All lines for the representative; for members the sums and the lines of their own.

        Raises what seen_of_community raises, TooFewFacilitiesError unless the caller may see the
        sums of all of the month.
        """
        key = SettlementKey(community_id, question.month, question.basis, question.model)
        now = self._clock.now()
        seen = seen_of_community(self._registry, key.community_id, user_id=user_id, now=now)
        month = month_period(key.month)
        if seen_within(seen, month) != [month]:
            raise TooFewFacilitiesError(
                f"in a part of the month there were fewer than {FEWEST_IN_A_SUM} facilities"
            )
        settlement = await found_version(self._ledger, key, question.number)
        community = self._registry.community(key.community_id)
        shown = {line.facility_id for line in settlement.lines}
        if community is None or community.representative_id != user_id:
            shown = facilities_of_user(self._registry, shown, user_id)
        return await self._statement(question, settlement, shown, None)

    async def of_facility(
        self, facility_id: UUID, question: StatementQuestion, *, user_id: UUID
    ) -> Statement:
        """For who has a role on the facility. Raises visible_facility's, NotInCommunityError."""
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        key = key_of(facility, question)
        settlement = await found_version(self._ledger, key, question.number)
        return await self._statement(question, settlement, {facility_id}, facility)

    async def _statement(
        self,
        question: StatementQuestion,
        settlement: Settlement,
        shown: set[UUID],
        facility: Facility | None,
    ) -> Statement:
        lines = [line for line in settlement.lines if line.facility_id in shown]
        if facility is not None and not lines:
            raise NotInCommunityError("the facility was not in the community in this month")
        paid = await self._paid(question, settlement.key)
        community = self._registry.community(settlement.key.community_id)
        return Statement(
            settlement=settlement,
            cents=settlement.cents if paid is None else paid_cents(settlement, paid),
            paid=paid,
            lines=lines,
            facility=facility,
            community_name=community.name if community is not None else "",
            names={line.facility_id: self._name(line.facility_id) for line in lines},
            days=shared_by_day(
                await kept_detail(self._ledger, settlement),
                None if facility is None else [facility.facility_id],
            ),
            rules=self._rules.on(question.month),
            policy=(await settled_policy(self._policies, settlement)).policy,
        )

    async def _paid(self, question: StatementQuestion, key: SettlementKey) -> GseStatement | None:
        if question.amounts is Amounts.COMPUTED:
            return None
        paid = await self._gse.newest(key.community_id, key.month)
        if paid is None:
            raise GseStatementNotFoundError(f"GSE's statement of {key.month:%Y-%m} is not there")
        return paid

    def _name(self, facility_id: UUID) -> str:
        facility = self._registry.facility(facility_id)
        return facility.name if facility is not None else ""


async def kept_detail(ledger: Ledger, settlement: Settlement) -> HourlyDetail:
    """The version's hours."""
    detail = await ledger.detail(settlement.key, settlement.number)
    assert detail is not None
    return detail


async def settled_policy(policies: Policies, settlement: Settlement) -> PolicyVersion:
    """The one that it was distributed by."""
    found = await policies.versions(
        settlement.key.community_id, before=settlement.policy_number + 1, limit=1
    )
    return found[0] if found else UNDECIDED


def key_of(facility: Facility, question: StatementQuestion) -> SettlementKey:
    """What is asked about. Raises NotInCommunityError unless it was in it in the month."""
    month = month_period(question.month)
    found = [
        membership
        for membership in facility.memberships
        if membership.period.overlap(month) is not None
        and question.community_id in {None, membership.community_id}
    ]
    if not found:
        raise NotInCommunityError("the facility was not in the community in this month")
    last = max(found, key=lambda membership: membership.period.start)
    return SettlementKey(last.community_id, question.month, question.basis, question.model)
