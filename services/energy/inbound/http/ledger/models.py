"""Answers about settled months: watt-hours, seconds and euro; times in UTC."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.distribution.policy import Criterion
from services.energy.domain.incentives.excess import JudgedBy
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.ledger.difference import Change, LineDifference, SettlementDifference
from services.energy.domain.ledger.settlement import Cents, Settlement, SettlementLine
from services.energy.domain.quantities import euros, watt_hours
from services.energy.domain.tariffs.editions import WHOLE

CENTS_OF_EURO = 100
_EXACT = "Exact to the billionth of a euro."


class SettlementLineItem(ApiModel):
    """What a facility had of the month, and what it gets."""

    facility_id: UUID
    withdrawn_wh: float = Field(description="As far as it counts for shared energy.")
    fed_in_wh: float
    shared_as_consumer_wh: float
    shared_as_producer_wh: float
    shared_as_plant_wh: float = Field(
        description="By the order of commissioning: what the premium is paid on."
    )
    premium_eur: float = Field(
        description=f"What its plant earned for the community, not what it gets. {_EXACT}"
    )
    valorization_eur: float = Field(description="Likewise.")
    parts_eur: dict[Criterion, float] = Field(
        description=f"What it gets, by the criterion that gives it. {_EXACT}"
    )
    excess_eur: float = Field(
        description=f"What it gets of the premium above the year's threshold. {_EXACT}"
    )
    exact_eur: float = Field(description=f"The sum of both. {_EXACT}")
    amount_eur: float = Field(
        description="In whole cents; all lines, the funds and social purposes sum to the total."
    )
    coverage_s: float = Field(description="For how long its energy is known.")
    member_s: float = Field(description="For how long it was a member.")


class SettlementHead(ApiModel):
    """A version of a settled month."""

    community_id: UUID
    month: str
    basis: Basis
    model: Model
    version: int
    computed_at: datetime
    fingerprint: str = Field(
        description="SHA-256 of all it was computed from: equal where the results are equal."
    )
    rules: list[str] = Field(description="Versions of the rules, one after the other.")
    policy_version: int = Field(description="0: nothing was decided, the usual policy.")
    provisional: bool
    provisional_because: list[Provisional]
    excess_share: float = Field(
        description="The share of the premium that is bound: the year's, as known then."
    )
    excess_judged_by: JudgedBy = Field(
        description="`settled_months`: by the year's months that were settled when this was"
        " computed, and this one; simulations are judged by `begun_months`."
    )
    shared_wh: float
    premium_eur: float = Field(description=_EXACT)
    valorization_eur: float = Field(description=_EXACT)
    total_eur: float = Field(description="In whole cents.")
    funds_eur: float = Field(description="Kept by the community, in whole cents.")
    social_eur: float = Field(description="For social purposes, in whole cents.")


class SettlementAnswer(SettlementHead):
    """A settlement with all of its lines."""

    lines: list[SettlementLineItem]


class YearAnswer(ApiModel):
    """Months of a year that are settled, by their newest versions, and their sums."""

    community_id: UUID
    year: int
    basis: Basis
    model: Model
    months: list[SettlementHead]
    shared_wh: float
    premium_eur: float
    valorization_eur: float
    total_eur: float
    funds_eur: float
    social_eur: float


class LineDifferenceItem(ApiModel):
    """A facility in both; null where it was no member."""

    facility_id: UUID
    changed: bool
    shared_as_consumer_difference_wh: float
    shared_as_producer_difference_wh: float
    before_eur: float
    after_eur: float
    difference_eur: float = Field(description="In whole cents.")
    before: SettlementLineItem | None
    after: SettlementLineItem | None


class DifferenceAnswer(ApiModel):
    """From one version to another."""

    before: SettlementHead
    after: SettlementHead
    changes: list[Change] = Field(description="What differs in what they were computed from.")
    shared_difference_wh: float
    total_difference_eur: float = Field(
        description="What the differences of the lines, the funds and social purposes sum to."
    )
    funds_difference_eur: float
    social_difference_eur: float
    lines: list[LineDifferenceItem]


def eur(cents: int) -> float:
    """Whole cents as euro."""
    return cents / CENTS_OF_EURO


def line_item(line: SettlementLine, cents: int) -> SettlementLineItem:
    """A line with what it is paid."""
    return SettlementLineItem(
        facility_id=line.facility_id,
        withdrawn_wh=watt_hours(line.withdrawn_uj),
        fed_in_wh=watt_hours(line.fed_in_uj),
        shared_as_consumer_wh=watt_hours(line.shared_as_consumer_uj),
        shared_as_producer_wh=watt_hours(line.shared_as_producer_uj),
        shared_as_plant_wh=watt_hours(line.shared_as_plant_uj),
        premium_eur=euros(line.premium_neur),
        valorization_eur=euros(line.valorization_neur),
        parts_eur={criterion: euros(neur) for criterion, neur in line.parts_neur.items()},
        excess_eur=euros(line.excess_neur),
        exact_eur=euros(line.amount_neur),
        amount_eur=eur(cents),
        coverage_s=line.coverage_ms / 1000,
        member_s=line.member_ms / 1000,
    )


def head_of(settlement: Settlement, cents: Cents | None = None) -> SettlementHead:
    """A version without its lines; `cents` when they are not the computed ones."""
    return SettlementHead(**_head(settlement, cents or settlement.cents))


def settlement_answer(settlement: Settlement) -> SettlementAnswer:
    """A version with all of its lines."""
    cents = settlement.cents
    return SettlementAnswer(
        **_head(settlement, cents),
        lines=[line_item(line, cents.lines[line.facility_id]) for line in settlement.lines],
    )


def year_answer(
    community_id: UUID, year: int, basis: Basis, model: Model, months: Sequence[Settlement]
) -> YearAnswer:
    """The months and their sums."""
    return YearAnswer(
        community_id=community_id,
        year=year,
        basis=basis,
        model=model,
        months=[head_of(settlement) for settlement in months],
        shared_wh=watt_hours(sum(s.shared_uj for s in months)),
        premium_eur=euros(sum(s.premium_neur for s in months)),
        valorization_eur=euros(sum(s.valorization_neur for s in months)),
        total_eur=eur(sum(s.cents.total for s in months)),
        funds_eur=eur(sum(s.cents.funds for s in months)),
        social_eur=eur(sum(s.cents.social for s in months)),
    )


def difference_answer(found: SettlementDifference) -> DifferenceAnswer:
    """From one version to another."""
    before, after = found.before, found.after
    return DifferenceAnswer(
        before=head_of(before),
        after=head_of(after),
        changes=list(found.changes),
        shared_difference_wh=watt_hours(after.shared_uj - before.shared_uj),
        total_difference_eur=eur(found.total_cents),
        funds_difference_eur=eur(after.cents.funds - before.cents.funds),
        social_difference_eur=eur(after.cents.social - before.cents.social),
        lines=[_line_difference(line) for line in found.lines],
    )


def _line_difference(line: LineDifference) -> LineDifferenceItem:
    sides = (line.before, line.after)
    consumer = [0 if side is None else side.shared_as_consumer_uj for side in sides]
    producer = [0 if side is None else side.shared_as_producer_uj for side in sides]
    return LineDifferenceItem(
        facility_id=line.facility_id,
        changed=line.is_changed,
        shared_as_consumer_difference_wh=watt_hours(consumer[1] - consumer[0]),
        shared_as_producer_difference_wh=watt_hours(producer[1] - producer[0]),
        before_eur=eur(line.before_cents),
        after_eur=eur(line.after_cents),
        difference_eur=eur(line.cents),
        before=None if line.before is None else line_item(line.before, line.before_cents),
        after=None if line.after is None else line_item(line.after, line.after_cents),
    )


def _head(settlement: Settlement, cents: Cents) -> Mapping[str, object]:
    key = settlement.key
    return {
        "community_id": key.community_id,
        "month": f"{key.month:%Y-%m}",
        "basis": key.basis,
        "model": key.model,
        "version": settlement.number,
        "computed_at": settlement.computed_at,
        "fingerprint": settlement.fingerprint,
        "rules": list(settlement.rules_versions),
        "policy_version": settlement.policy_number,
        "provisional": bool(settlement.provisional),
        "provisional_because": list(settlement.provisional),
        "excess_share": settlement.excess_ppb / WHOLE,
        "excess_judged_by": JudgedBy.SETTLED_MONTHS,
        "shared_wh": watt_hours(settlement.shared_uj),
        "premium_eur": euros(settlement.premium_neur),
        "valorization_eur": euros(settlement.valorization_neur),
        "total_eur": eur(cents.total),
        "funds_eur": eur(cents.funds),
        "social_eur": eur(cents.social),
    }
