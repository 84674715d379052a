"""GSE's files: usual names or told ones, however they are written; what is wrong is named."""

import pytest

from services.energy.domain.curves.mapping import DecimalMark, Encoding, Separator
from services.energy.domain.ledger.errors import InvalidGseStatementError
from services.energy.inbound.files.gse_csv import GseColumns, GseForm, SharedUnit, gse_lines
from services.energy.tests.unit.ledger.months import EURO, KWH
from services.energy.usecases.ledger.reconcile_gse import GivenLine

USUAL = "Impianto;Energia condivisa (kWh);Tariffa premio;Valorizzazione\n"


def a_line(plant: str | None, shared: int | None, premium: int | None, value: int | None) -> object:
    return GivenLine(plant=plant, shared_uj=shared, premium_neur=premium, valorization_neur=value)


def test_usual_names_and_italian_numbers() -> None:
    content = USUAL + "R-1;1.234;1.240,5;0,02\nR-2;2;;-1,5\n"

    assert gse_lines(content.encode(), GseForm()) == [
        a_line("R-1", 1_234 * KWH, 1_240_500_000_000, EURO * 2 // 100),
        a_line("R-2", 2 * KWH, None, -EURO * 3 // 2),
    ]


def test_names_unit_and_marks_are_the_files_own() -> None:
    content = "Titolo\nPeriodo\tgiugno\n\nUP\tEnergia\tImporto\nà\t1.5\t1,234.5\n".encode("latin-1")
    form = GseForm(
        columns=GseColumns(plant="UP", shared_uj="energia", premium_neur="IMPORTO"),
        encoding=Encoding.LATIN_1,
        separator=Separator.TAB,
        decimal_mark=DecimalMark.POINT,
        shared_unit=SharedUnit.MEGAWATT_HOURS,
    )

    assert gse_lines(content, form) == [a_line("à", 1_500 * KWH, 1_234_500_000_000, None)]


@pytest.mark.parametrize(
    ("name", "kwh"),
    [("Energia condivisa (MWh)", 1_000), ("shared_kWh", 1), ("Energia condivisa", 1)],
)
def test_the_columns_name_tells_the_unit(name: str, kwh: int) -> None:
    content = f"plant;{name};premium_eur\nA;1;2\n"

    (line,) = gse_lines(content.encode(), GseForm())

    assert line.shared_uj == kwh * KWH


@pytest.mark.parametrize(
    ("content", "columns", "parameter"),
    [
        ("Impianto;Premio;Importo\nA;1;2\n", GseColumns(), "premiumColumn"),
        (USUAL + "A;1;2;3\n", GseColumns(plant="UPR"), "plantColumn"),
        (USUAL + "A;1;2;3\n", GseColumns(shared_uj="MWh"), "sharedColumn"),
    ],
)
def test_a_column_that_is_missing_is_named_beside_those_found(
    content: str, columns: GseColumns, parameter: str
) -> None:
    with pytest.raises(InvalidGseStatementError) as refused:
        gse_lines(content.encode(), GseForm(columns=columns))

    assert [(e.field, e.code) for e in refused.value.fields] == [(parameter, "column_missing")]
    for name in content.splitlines()[0].split(";"):
        assert name in refused.value.detail


def test_numbers_of_another_mark_are_refused_not_guessed() -> None:
    with pytest.raises(InvalidGseStatementError) as refused:
        gse_lines((USUAL + "A;1;1,234.5;2\nB;x;1,0;2\n").encode(), GseForm())

    assert [(e.field, e.code) for e in refused.value.fields] == [
        ("line 2", "premium_neur_malformed"),
        ("line 3", "shared_uj_malformed"),
    ]


def test_what_only_a_parameter_can_tell_is_named() -> None:
    with pytest.raises(InvalidGseStatementError) as refused:
        gse_lines(b"Impianto Tariffa\nA 1\n", GseForm())

    assert [error.field for error in refused.value.fields] == ["separator"]
