"""What was computed beside what GSE pays: differences per plant, and what they may come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.energy.domain.basis import Basis
from services.energy.domain.distribution.cents import in_cents
from services.energy.domain.exact import apportion
from services.energy.domain.incentives.model import Provisional
from services.energy.domain.ledger.gse_statement import GseLine, GseStatement
from services.energy.domain.ledger.settlement import Cents, Settlement, SettlementLine

TOLERANCE_UJ: Final = 3_600_000_000_000
"""A kilowatt-hour: statements round to it."""
TOLERANCE_NEUR: Final = 10_000_000
"""A cent."""


class Cause(StrEnum):
    """What a difference may come from, the likeliest first."""

    NOT_COMPUTED = "plant_not_in_community"
    """GSE pays for a plant that the books do not know in the month."""
    NOT_PAID = "plant_not_in_statement"
    BASIS = "basis_measured"
    """Energy was computed from the devices' readings; GSE pays by the distributor's meters."""
    COVERAGE = "energy_incomplete"
    PRICES = "prices_missing"
    RULES = "rules_provisional"
    ENERGY = "energy_differs"
    """GSE counts other energy than the books: curves, members or their dates differ."""
    TARIFF = "tariff_differs"
    """The energy is the same and another sum is paid: power, region, grant or price differ."""
    ADVANCE = "advance_or_rounding"
    """GSE pays monthly advances and settles in the year after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledLine:
    """A plant's, or the whole community's (None). Computed values are None where there is none."""

    facility_id: UUID | None
    computed_shared_uj: int | None
    computed_premium_neur: int | None
    computed_valorization_neur: int | None
    paid: GseLine | None
    causes: Sequence[Cause]

    @property
    def computed_neur(self) -> int:
        """Premium and valorization, as far as the statement has them."""
        premium = self.computed_premium_neur or 0
        valorization = self.computed_valorization_neur or 0
        if self.paid is None:
            return premium + valorization
        return (premium if self.paid.premium_neur is not None else 0) + (
            valorization if self.paid.valorization_neur is not None else 0
        )

    @property
    def difference_neur(self) -> int:
        """What is paid beyond what was computed."""
        return (0 if self.paid is None else self.paid.paid_neur) - self.computed_neur


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A settlement and a statement of its month."""

    settlement: Settlement
    statement: GseStatement
    lines: Sequence[ReconciledLine]


def reconcile(settlement: Settlement, statement: GseStatement) -> Reconciliation:
    """Line by line of either; of a statement for the whole one line."""
    paid = {line.facility_id: line for line in statement.lines}
    if None in paid:
        return Reconciliation(settlement, statement, [_whole(settlement, paid[None])])
    plants = {
        line.facility_id: line
        for line in settlement.lines
        if line.shared_as_plant_uj or line.facility_id in paid
    }
    ids = sorted({*plants, *(i for i in paid if i is not None)})
    lines = [_line(settlement, i, plants.get(i), paid.get(i)) for i in ids]
    return Reconciliation(settlement, statement, lines)


def paid_cents(settlement: Settlement, statement: GseStatement) -> Cents:
    """What is paid, to whom it was computed for, by the same shares (largest remainder).

    Where nothing was computed nobody has a share: all of it goes to the funds.
    """
    (total,) = in_cents([statement.paid_neur])
    shares = list(settlement.amounts_neur())
    if not any(shares):
        return settlement.cents_of([*[0] * len(settlement.lines), total, 0])
    return settlement.cents_of(apportion(total, shares))


def _whole(settlement: Settlement, paid: GseLine) -> ReconciledLine:
    computed = (settlement.shared_uj, settlement.premium_neur, settlement.valorization_neur)
    return _reconciled(settlement, None, computed, paid)


def _line(
    settlement: Settlement, facility_id: UUID, line: SettlementLine | None, paid: GseLine | None
) -> ReconciledLine:
    computed = (
        None
        if line is None
        else (line.shared_as_plant_uj, line.premium_neur, line.valorization_neur)
    )
    return _reconciled(settlement, facility_id, computed, paid)


def _reconciled(
    settlement: Settlement,
    facility_id: UUID | None,
    computed: tuple[int, int, int] | None,
    paid: GseLine | None,
) -> ReconciledLine:
    shared, premium, valorization = computed or (None, None, None)
    without = ReconciledLine(
        facility_id=facility_id,
        computed_shared_uj=shared,
        computed_premium_neur=premium,
        computed_valorization_neur=valorization,
        paid=paid,
        causes=(),
    )
    told = _causes(settlement, without)
    causes = [cause for cause in Cause if cause in told]
    return ReconciledLine(
        facility_id=facility_id,
        computed_shared_uj=shared,
        computed_premium_neur=premium,
        computed_valorization_neur=valorization,
        paid=paid,
        causes=causes,
    )


def _causes(settlement: Settlement, line: ReconciledLine) -> set[Cause]:
    if line.paid is None:
        return {Cause.NOT_PAID}
    if line.computed_shared_uj is None:
        return {Cause.NOT_COMPUTED}
    energy_uj = 0 if line.paid.shared_uj is None else line.paid.shared_uj - line.computed_shared_uj
    other_energy = abs(energy_uj) > TOLERANCE_UJ
    other_money = abs(line.difference_neur) > TOLERANCE_NEUR
    if not (other_energy or other_money):
        return set()
    told = set()
    reasons = set(settlement.provisional)
    if other_energy or line.paid.shared_uj is None:
        told |= {Cause.BASIS} if settlement.key.basis is Basis.MEASURED else set()
        told |= {Cause.COVERAGE} if Provisional.ENERGY_INCOMPLETE in reasons else set()
    if other_money:
        told |= {Cause.PRICES} if Provisional.PRICES_MISSING in reasons else set()
        told |= {Cause.RULES} if Provisional.RULES_PROVISIONAL in reasons else set()
    if other_energy and not told & {Cause.BASIS, Cause.COVERAGE}:
        told.add(Cause.ENERGY)
    if other_money and not other_energy and not told:
        told.add(Cause.TARIFF)
    return told | ({Cause.ADVANCE} if other_money else set())
