"""Monthly statements as JSON."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.basis import Basis
from services.energy.domain.incentives.model import Model, Provisional
from services.energy.domain.ledger.settlement import Settlement
from services.energy.domain.quantities import watt_hours
from services.energy.inbound.http.ledger.models import (
    SettlementHead,
    SettlementLineItem,
    head_of,
    line_item,
)
from services.energy.usecases.ledger.read_statement import Amounts, Statement


class StatementLineItem(SettlementLineItem):
    """A line with the facility's name."""

    name: str


class DayItem(ApiModel):
    """A day's shared energy (Rome); of a community both are its shared energy."""

    day: date
    shared_as_consumer_wh: float
    shared_as_producer_wh: float


class StatementAnswer(ApiModel):
    """A month's statement, of a community or a facility."""

    community_name: str
    amounts: Amounts
    paid_statement: int | None = Field(
        description="Number of GSE's statement whose sum is distributed; null: what was computed."
    )
    settlement: SettlementHead
    lines: list[StatementLineItem] = Field(
        description="All for the representative; for others those of their facilities."
    )
    days: list[DayItem]


class SettlementVersionItem(ApiModel):
    """Of which version a facility's statement is. Sums of the community are not its users'."""

    community_id: UUID
    month: str
    basis: Basis
    model: Model
    version: int
    computed_at: datetime
    fingerprint: str
    rules: list[str]
    policy_version: int
    provisional: bool
    provisional_because: list[Provisional]


class FacilityStatementAnswer(ApiModel):
    """A facility's month."""

    community_name: str
    amounts: Amounts
    paid_statement: int | None = Field(description="See the community's statement.")
    settlement: SettlementVersionItem
    line: StatementLineItem
    days: list[DayItem]


def statement_answer(statement: Statement) -> StatementAnswer:
    """The answer about a community's month."""
    return StatementAnswer(
        **_common(statement),
        settlement=head_of(statement.settlement, statement.cents),
        lines=_lines(statement),
    )


def facility_statement_answer(statement: Statement) -> FacilityStatementAnswer:
    """The answer about a facility's month."""
    (line,) = _lines(statement)
    return FacilityStatementAnswer(
        **_common(statement), settlement=version_item(statement.settlement), line=line
    )


def version_item(settlement: Settlement) -> SettlementVersionItem:
    """Of which version it is."""
    return SettlementVersionItem(
        community_id=settlement.key.community_id,
        month=f"{settlement.key.month:%Y-%m}",
        basis=settlement.key.basis,
        model=settlement.key.model,
        version=settlement.number,
        computed_at=settlement.computed_at,
        fingerprint=settlement.fingerprint,
        rules=list(settlement.rules_versions),
        policy_version=settlement.policy_number,
        provisional=bool(settlement.provisional),
        provisional_because=list(settlement.provisional),
    )


def _common(statement: Statement) -> dict[str, Any]:
    return {
        "community_name": statement.community_name,
        "amounts": Amounts.COMPUTED if statement.paid is None else Amounts.PAID,
        "paid_statement": None if statement.paid is None else statement.paid.number,
        "days": [
            DayItem(
                day=day.day,
                shared_as_consumer_wh=watt_hours(day.consumer_uj),
                shared_as_producer_wh=watt_hours(day.producer_uj),
            )
            for day in statement.days
        ],
    }


def _lines(statement: Statement) -> list[StatementLineItem]:
    return [
        StatementLineItem(
            **line_item(line, statement.cents.lines[line.facility_id]).model_dump(),
            name=statement.names[line.facility_id],
        )
        for line in statement.lines
    ]
