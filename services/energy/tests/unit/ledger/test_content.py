"""What printed statements say; that they can be printed is in tests/integration/test_ledger.py."""

from dataclasses import replace

import pytest

from services.energy.domain.distribution.policy import DEFAULT_POLICY
from services.energy.domain.distribution.wording import Language
from services.energy.domain.ledger.gse_statement import GseLine, GseStatement
from services.energy.domain.ledger.hourly_detail import shared_by_day
from services.energy.domain.ledger.reconciliation import paid_cents
from services.energy.domain.registry import Facility
from services.energy.inbound.http.history.export_csv import Locale
from services.energy.inbound.http.ledger.statement_content import Content
from services.energy.inbound.http.ledger.statement_csv import statement_csv
from services.energy.inbound.http.ledger.statement_words import month_name, number
from services.energy.tests.unit.ledger.months import COMMUNITY, EURO, JUNE, LATER, an_example
from services.energy.tests.unit.tariffs.plants import IN_2026
from services.energy.usecases.ledger.read_statement import Statement


def a_statement(*, column: int | None = None, paid_eur: int | None = None) -> Statement:
    """Of the community; of a facility where a column is given."""
    settlement, detail = an_example()
    line = None if column is None else settlement.lines[column]
    facility = (
        None
        if line is None
        else Facility(line.facility_id, 1, removed=False, users=frozenset(), devices=(),
                      memberships=(), name="Roof")
    )  # fmt: skip
    paid = None
    if paid_eur is not None:
        whole = GseLine(
            facility_id=None, shared_uj=None, premium_neur=paid_eur * EURO, valorization_neur=None
        )
        paid = GseStatement(
            community_id=COMMUNITY,
            month=JUNE,
            number=2,
            brought_by=COMMUNITY,
            brought_at=LATER,
            lines=(whole,),
        )
    return Statement(
        settlement=replace(settlement, number=3),
        cents=settlement.cents if paid is None else paid_cents(settlement, paid),
        paid=paid,
        lines=settlement.lines if line is None else (line,),
        facility=facility,
        community_name="Solara",
        names={each.facility_id: "=1+1" for each in settlement.lines},
        days=shared_by_day(detail, None if line is None else [line.facility_id]),
        rules=IN_2026,
        policy=DEFAULT_POLICY,
    )


def test_the_communitys_figures() -> None:
    """70 kWh at 130 EUR/MWh and 10.57 EUR/MWh: 9.10 and 0.74 EUR."""
    figures = dict(Content(a_statement(), Language.EN).figures())

    assert figures["Shared energy"] == "70.0 kWh"
    assert (figures["Incentive tariff"], figures["Valorization"]) == ("9.10 €", "0.74 €")
    assert figures["Total"] == "9.84 €"
    rows = Content(a_statement(), Language.IT).rows()
    assert [row[-1] for row in rows] == ["2,11 €", "2,81 €", "4,92 €"]


def test_a_facilitys_figures_sum_to_its_amount() -> None:
    figures = dict(Content(a_statement(column=2), Language.EN).figures())

    assert "Incentive tariff" not in figures, "the community's sums are not the facility's"
    assert figures["By production in shared hours"] == "4.9200 €"
    assert figures["Amount"] == "4.92 €"
    paid = dict(Content(a_statement(column=2, paid_eur=5), Language.EN).figures())
    assert paid["Difference to what GSE pays"] == "\N{MINUS SIGN}2.4200 €"
    assert paid["Amount"] == "2.50 €"


@pytest.mark.parametrize(
    ("language", "note", "rule"),
    [
        (Language.EN, "may still change: figures of the regulator", "BASE 80, CAP 120"),
        (Language.IT, "possono ancora cambiare: alcuni valori", "BASE 80, CAP 120"),
    ],
)
def test_it_says_how_and_whether_it_may_change(language: Language, note: str, rule: str) -> None:
    content = Content(a_statement(paid_eur=5), language)

    assert note in content.provisional()
    assert rule in content.how()[1]
    assert "3" in content.version()
    assert "GSE" in content.paid()
    final = a_statement()
    final = replace(final, settlement=replace(final.settlement, provisional=()))
    assert Content(final, language).provisional() == Content(final, language).paid() == ""


def test_numbers_and_months_as_each_language_writes_them() -> None:
    assert number(-1234.5, 2, Language.IT) == "\N{MINUS SIGN}1.234,50"
    assert number(1234.5, 1, Language.EN) == "1,234.5"
    assert month_name(JUNE, Language.IT) == "giugno 2026"


def test_a_name_is_no_formula() -> None:
    (_, first, *_) = statement_csv(a_statement(), Locale.EN).decode().splitlines()
    assert first.split(",")[5] == "'=1+1"
