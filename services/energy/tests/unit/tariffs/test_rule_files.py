"""Rule files: ours, an operator's before them, and errors that say where."""

from datetime import date
from pathlib import Path

import pytest

from services.energy.outbound.tariffs.rule_files import OWN_RULES, RuleFileError, load_rules
from services.energy.tests.unit.tariffs.plants import RULES, eur

OWN_VALORIZATION = """
[[edition]]
version = "2025"
valid_from = 2025-01-01
valid_to = 2026-01-01
source = { document = "ARERA", article = "2025" }
provisional = false
unit_value_eur_mwh = 9.1
"""


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder


def test_an_operators_edition_is_added(tmp_path: Path) -> None:
    rules = load_rules(put(tmp_path, "valorization.toml", OWN_VALORIZATION))

    values = [
        rules.on(day).valorization.edition.unit_value_ueur_mwh
        for day in (date(2024, 7, 1), date(2025, 7, 1))
    ]
    assert values == [eur(10.57), eur(9.1)]
    assert not rules.on(date(2025, 7, 1)).valorization.provisional
    assert rules.premium == RULES.premium


def test_an_operators_edition_of_the_same_day_takes_our_place(tmp_path: Path) -> None:
    text = OWN_VALORIZATION.replace("valid_from = 2025-01-01", "valid_from = 2024-01-01")
    rules = load_rules(put(tmp_path, "valorization.toml", text))
    assert [e.unit_value_ueur_mwh for e in rules.valorization.editions] == [eur(9.1)]


def test_an_operators_file_may_replace_all_of_ours(tmp_path: Path) -> None:
    rules = load_rules(put(tmp_path, "valorization.toml", f"replace = true\n{OWN_VALORIZATION}"))
    assert [e.unit_value_ueur_mwh for e in rules.valorization.editions] == [eur(9.1)]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("valorization.toml", OWN_VALORIZATION.replace("9.1", '"much"'), "unit_value_eur_mwh"),
        ("valorization.toml", OWN_VALORIZATION.replace("9.1", "-1"), "unit_value_eur_mwh"),
        ("valorization.toml", OWN_VALORIZATION.replace("9.1", "1.0000001"), "unit_value_eur_mwh"),
        ("valorization.toml", OWN_VALORIZATION.replace("9.1", "nan"), "unit_value_eur_mwh"),
        ("valorization.toml", OWN_VALORIZATION + "unit = 1\n", "edition.0.unit"),
        ("valorization.toml", OWN_VALORIZATION.replace("false", '"no"'), "edition.0.provisional"),
        ("valorization.toml", OWN_VALORIZATION * 2, "edition.1.valid_from: is taken"),
        ("valorization.toml", OWN_VALORIZATION.replace("2026-", "2024-"), "edition.0: valid_to"),
        ("valorization.toml", OWN_VALORIZATION.replace("article", "page"), "source.article"),
        ("valorization.toml", 'replace = "yes"', "replace: is true or false"),
        ("valorization.toml", "replace = true", "edition: a table of rules has at least one"),
        ("valorization.toml", "edition = 1", "edition: is written as"),
        ("valorization.toml", "edition = [1]", "edition.0"),
        ("valorization.toml", "[[editions]]", "editions: is not known"),
        ("valorization.toml", "[[edition", "valorization.toml: "),
        ("valorisation.toml", OWN_VALORIZATION, "no such table"),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(RuleFileError) as raised:
        load_rules(put(tmp_path, name, text))
    assert str(tmp_path / name) in str(raised.value)
    assert told in str(raised.value)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match="is no folder"):
        load_rules(tmp_path / "rules")


def test_every_file_of_ours_says_where_its_figures_stand() -> None:
    assert {file.stem for file in OWN_RULES.glob("*.toml")} == {n for n, _ in RULES.tables()}
    for _, table in RULES.tables():
        for edition in table.editions:
            assert edition.source.document
            assert edition.source.article
            assert edition.note or not edition.provisional
