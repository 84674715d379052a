"""What GSE pays, and how it stands to what was computed: kilowatt-hours and euro."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from libs.chassis.http import ApiModel
from services.energy.domain.ledger.gse_statement import (
    MAXIMUM_LINES,
    MAXIMUM_NEUR,
    MAXIMUM_UJ,
    GseStatement,
)
from services.energy.domain.ledger.reconciliation import Cause, ReconciledLine, Reconciliation
from services.energy.domain.quantities import MICROJOULES_PER_WATT_HOUR, NANOEURO, euros
from services.energy.inbound.http.ledger.models import SettlementHead, head_of
from services.energy.usecases.ledger.reconcile_gse import GivenLine

MICROJOULES_PER_KWH = 1_000 * MICROJOULES_PER_WATT_HOUR
_MOST_EUR = MAXIMUM_NEUR // NANOEURO

_Euro = Annotated[float, Field(ge=-_MOST_EUR, le=_MOST_EUR, allow_inf_nan=False)]
_Kwh = Annotated[float, Field(ge=0, le=MAXIMUM_UJ // MICROJOULES_PER_KWH, allow_inf_nan=False)]


class GseLineBody(ApiModel):
    """A plant's line, or the only one, for all plants."""

    plant: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="Id or name of the facility, or a code that `plant=` maps; null: all plants.",
    )
    shared_kwh: _Kwh | None = Field(default=None, alias="sharedKWh")
    premium_eur: _Euro | None = None
    valorization_eur: _Euro | None = None

    def line(self) -> GivenLine:
        """In the books' units."""
        return GivenLine(
            plant=self.plant,
            shared_uj=_scaled(self.shared_kwh, MICROJOULES_PER_KWH),
            premium_neur=_scaled(self.premium_eur, NANOEURO),
            valorization_neur=_scaled(self.valorization_eur, NANOEURO),
        )


class GseStatementBody(ApiModel):
    """What GSE pays for a month."""

    lines: list[GseLineBody] = Field(min_length=1, max_length=MAXIMUM_LINES)


class GseLineItem(ApiModel):
    """A line as it is kept."""

    facility_id: UUID | None = Field(description="Null: all plants.")
    shared_kwh: float | None = Field(alias="sharedKWh")
    premium_eur: float | None
    valorization_eur: float | None


class GseStatementAnswer(ApiModel):
    """A statement as it is kept."""

    number: int = Field(description="From 1; the newest one counts.")
    brought_by: UUID
    brought_at: datetime
    note: str
    paid_eur: float
    lines: list[GseLineItem]


class ReconciledItem(ApiModel):
    """A plant, or all (null), computed and paid."""

    facility_id: UUID | None
    computed_shared_kwh: float | None = Field(alias="computedSharedKWh")
    paid_shared_kwh: float | None = Field(alias="paidSharedKWh")
    computed_premium_eur: float | None
    paid_premium_eur: float | None
    computed_valorization_eur: float | None
    paid_valorization_eur: float | None
    computed_eur: float = Field(description="Premium and valorization, those that are stated.")
    paid_eur: float
    difference_eur: float = Field(description="What is paid beyond what was computed.")
    causes: list[Cause] = Field(description="What the difference may come from, likeliest first.")


class ReconciliationAnswer(ApiModel):
    """A settled month beside a statement of GSE."""

    settlement: SettlementHead
    statement: GseStatementAnswer
    difference_eur: float
    lines: list[ReconciledItem]


def gse_statement_answer(statement: GseStatement) -> GseStatementAnswer:
    """The statement as it is kept."""
    return GseStatementAnswer(
        number=statement.number,
        brought_by=statement.brought_by,
        brought_at=statement.brought_at,
        note=statement.note,
        paid_eur=euros(statement.paid_neur),
        lines=[
            GseLineItem(
                facility_id=line.facility_id,
                shared_kwh=_kwh(line.shared_uj),
                premium_eur=_euro(line.premium_neur),
                valorization_eur=_euro(line.valorization_neur),
            )
            for line in statement.lines
        ],
    )


def reconciliation_answer(found: Reconciliation) -> ReconciliationAnswer:
    """Computed and paid, line by line."""
    return ReconciliationAnswer(
        settlement=head_of(found.settlement),
        statement=gse_statement_answer(found.statement),
        difference_eur=euros(sum(line.difference_neur for line in found.lines)),
        lines=[_item(line) for line in found.lines],
    )


def _item(line: ReconciledLine) -> ReconciledItem:
    paid = line.paid
    return ReconciledItem(
        facility_id=line.facility_id,
        computed_shared_kwh=_kwh(line.computed_shared_uj),
        paid_shared_kwh=None if paid is None else _kwh(paid.shared_uj),
        computed_premium_eur=_euro(line.computed_premium_neur),
        paid_premium_eur=None if paid is None else _euro(paid.premium_neur),
        computed_valorization_eur=_euro(line.computed_valorization_neur),
        paid_valorization_eur=None if paid is None else _euro(paid.valorization_neur),
        computed_eur=euros(line.computed_neur),
        paid_eur=0.0 if paid is None else euros(paid.paid_neur),
        difference_eur=euros(line.difference_neur),
        causes=list(line.causes),
    )


def _scaled(value: float | None, unit: int) -> int | None:
    return None if value is None else round(value * unit)


def _kwh(energy_uj: int | None) -> float | None:
    return None if energy_uj is None else energy_uj / MICROJOULES_PER_KWH


def _euro(amount_neur: int | None) -> float | None:
    return None if amount_neur is None else euros(amount_neur)
