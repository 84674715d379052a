"""Monthly statements as CSV: a row a facility, then the funds, social purposes and the sum."""

from collections.abc import Sequence
from typing import Final

from services.energy.domain.ledger.settlement import SettlementLine
from services.energy.domain.quantities import euros, watt_hours
from services.energy.inbound.http.history.export_csv import CsvExport, Locale
from services.energy.inbound.http.history.export_tables import Column, ColumnKind, Row
from services.energy.inbound.http.ledger.models import eur
from services.energy.usecases.ledger.read_statement import Statement

_TEXTS: Final = ("month", "basis", "version", "row", "facility_id", "name")
_NUMBERS: Final = (
    "withdrawn_Wh",
    "fed_in_Wh",
    "shared_as_consumer_Wh",
    "shared_as_producer_Wh",
    "shared_as_plant_Wh",
    "plant_premium_EUR",
    "plant_valorization_EUR",
    "amount_EUR",
)
_COLUMNS: Final[Sequence[Column]] = (
    *(Column(name, ColumnKind.TEXT) for name in _TEXTS),
    *(Column(name, ColumnKind.NUMBER) for name in _NUMBERS),
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def statement_csv(statement: Statement, locale: Locale) -> bytes:
    """All of it; sums of the community only where they are the reader's."""
    file = CsvExport(_COLUMNS, locale)
    rows = [_line_row(statement, line) for line in statement.lines]
    if statement.facility is None:
        rows += _sum_rows(statement)
    return file.begin() + file.page(rows) + file.end()


def _line_row(statement: Statement, line: SettlementLine) -> Row:
    facility_id = line.facility_id
    return (
        *_head(statement, "facility"),
        str(facility_id),
        _harmless(statement.names[facility_id]),
        watt_hours(line.withdrawn_uj),
        watt_hours(line.fed_in_uj),
        watt_hours(line.shared_as_consumer_uj),
        watt_hours(line.shared_as_producer_uj),
        watt_hours(line.shared_as_plant_uj),
        euros(line.premium_neur),
        euros(line.valorization_neur),
        eur(statement.cents.lines[facility_id]),
    )


def _sum_rows(statement: Statement) -> list[Row]:
    settlement, cents = statement.settlement, statement.cents
    nothing = (None,) * 7
    shared = watt_hours(settlement.shared_uj)
    return [
        (*_head(statement, "funds"), None, None, *nothing, eur(cents.funds)),
        (*_head(statement, "social"), None, None, *nothing, eur(cents.social)),
        (
            *_head(statement, "total"),
            None,
            None,
            watt_hours(sum(line.withdrawn_uj for line in settlement.lines)),
            watt_hours(sum(line.fed_in_uj for line in settlement.lines)),
            shared,
            shared,
            shared,
            euros(settlement.premium_neur),
            euros(settlement.valorization_neur),
            eur(cents.total),
        ),
    ]


def _head(statement: Statement, kind: str) -> tuple[str, ...]:
    key = statement.settlement.key
    return (f"{key.month:%Y-%m}", key.basis.value, str(statement.settlement.number), kind)


def _harmless(name: str) -> str:
    """A spreadsheet must not take a member's words for a formula."""
    return f"'{name}" if name.startswith(_FORMULA) else name
