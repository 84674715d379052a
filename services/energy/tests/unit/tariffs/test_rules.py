"""What is in force when, and every figure of the regulation where it should be."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.tariffs.editions import WHOLE
from services.energy.domain.tariffs.rules import RuleTable
from services.energy.tests.unit.tariffs.plants import IN_2026, MW_PER_KW, RULES, eur


@pytest.mark.parametrize(
    ("power_kw", "base", "cap"),
    [
        (0.5, 80, 120),
        (200, 80, 120),
        (200.000001, 70, 110),
        (600, 70, 110),
        (600.000001, 60, 100),
        (1000, 60, 100),
    ],
)
def test_classes_of_the_premium(power_kw: float, base: int, cap: int) -> None:
    found = IN_2026.premium.edition.class_of(round(power_kw * MW_PER_KW))
    assert found is not None
    assert (found.base_ueur_mwh, found.cap_ueur_mwh) == (eur(base), eur(cap))


def test_there_is_no_class_above_a_megawatt() -> None:
    assert IN_2026.premium.edition.class_of(1_000 * MW_PER_KW + 1) is None
    assert IN_2026.premium.edition.reference_price_ueur_mwh == eur(180)
    assert IN_2026.premium.edition.duration_years == 20


BONUSES = {
    4: "Lazio, Marche, Toscana, Umbria, Abruzzo",
    10: "Emilia-Romagna, Friuli-Venezia Giulia, Liguria, Lombardia, Piemonte, "
    "Trentino-Alto Adige, Valle d'Aosta, Veneto",
    0: "Molise, Campania, Puglia, Basilicata, Calabria, Sicilia, Sardegna",
}


@pytest.mark.parametrize("bonus", BONUSES)
def test_the_bonus_of_every_region(bonus: int) -> None:
    regions = BONUSES[bonus].split(", ")
    found = [IN_2026.regional_bonus.edition.bonus_ueur_mwh(region) for region in regions]
    assert found == [eur(bonus)] * len(regions)


def test_all_twenty_regions_have_one_however_they_are_written() -> None:
    edition = IN_2026.regional_bonus.edition
    assert sum(len(group.regions) for group in edition.groups) == 20
    for written in (
        "VALLE D\u2019AOSTA/Vallée d\u2019Aoste",
        "emilia romagna",
        "Friuli Venezia Giulia",
    ):
        assert edition.bonus_ueur_mwh(written) == eur(10)
    assert edition.bonus_ueur_mwh("Canton Ticino") is None


@pytest.mark.parametrize(
    ("grant", "reduction"), [(0, 0.0), (0.1, 0.125), (0.2, 0.25), (0.4, 0.5), (0.400000001, None)]
)
def test_a_grant_reduces_up_to_half(grant: float, reduction: float | None) -> None:
    found = IN_2026.grant_reduction.edition.reduction_ppb(round(grant * WHOLE))
    assert found == (None if reduction is None else reduction * WHOLE)


def test_natural_persons_are_exempt_since_the_amendment() -> None:
    before = RULES.on(date(2025, 6, 24)).grant_reduction.edition
    since = RULES.on(date(2025, 6, 25)).grant_reduction.edition
    kinds = ["natural-person", "public-body", "association", "small-company"]
    assert [before.is_exempt(kind) for kind in kinds] == [False, True, True, False]
    assert [since.is_exempt(kind) for kind in kinds] == [True, True, True, False]


def test_who_may_take_part() -> None:
    eligibility = IN_2026.eligibility.edition
    assert not eligibility.is_new(date(2021, 12, 15))
    assert eligibility.is_new(date(2021, 12, 16))
    assert eligibility.is_small_enough(1_000 * MW_PER_KW)
    assert not eligibility.is_small_enough(1_000 * MW_PER_KW + 1)


def test_thresholds_of_the_excess() -> None:
    excess = IN_2026.excess.edition
    assert excess.threshold(has_grant=False) == WHOLE * 55 // 100
    assert excess.threshold(has_grant=True) == WHOLE * 45 // 100


def test_the_disputed_unit_value_of_2024_is_told_with_the_other_one() -> None:
    of_2024 = RULES.on(date(2024, 12, 31)).valorization
    of_2025 = RULES.on(date(2025, 1, 1)).valorization

    told = (of_2024.edition.unit_value_ueur_mwh, *of_2024.edition.alternatives_ueur_mwh)
    assert told == (eur(10.57), eur(8.22))
    assert (of_2024.stands_in, of_2024.provisional) == (False, True)
    assert (of_2025.stands_in, of_2025.provisional) == (True, True)


def test_before_its_first_day_a_rule_stands_in() -> None:
    premium = RULES.on(date(2014, 10, 1)).premium
    assert (premium.stands_in, premium.provisional) == (True, True)
    in_force = RULES.on(date(2024, 1, 24)).premium
    assert (in_force.stands_in, in_force.provisional) == (False, False)


def test_the_days_on_which_something_changes_are_known() -> None:
    changes = RULES.changes()
    assert changes == sorted(changes)
    assert {date(2024, 1, 24), date(2025, 1, 1), date(2025, 6, 25)} <= set(changes)


@given(st.lists(st.dates(), min_size=1, max_size=6, unique=True), st.dates())
def test_the_newest_edition_that_has_begun_counts(starts: list[date], day: date) -> None:
    one = IN_2026.excess.edition
    table = RuleTable(tuple(replace(one, valid_from=start) for start in sorted(starts)))
    begun = [start for start in starts if start <= day]

    found = table.on(day)
    assert found.edition.valid_from == (max(begun) if begun else min(starts))
    assert found.stands_in == (not begun)


def test_a_table_is_in_order_and_not_empty() -> None:
    one = IN_2026.excess.edition
    for editions in ((), (one, one), (one, replace(one, valid_from=date(2020, 1, 1)))):
        with pytest.raises(ValueError, match="edition"):
            RuleTable(editions)


def test_figures_that_differ_have_another_fingerprint() -> None:
    one = RULES.excess.editions[0]
    other = replace(RULES, excess=RuleTable((replace(one, threshold_ppb=1),)))
    assert other.fingerprint() != RULES.fingerprint()
    assert replace(RULES).fingerprint() == RULES.fingerprint()


def test_figures_that_contradict_themselves_are_no_rules() -> None:
    premium, bonus = IN_2026.premium.edition, IN_2026.regional_bonus.edition
    simplified = IN_2026.simplified.edition
    with pytest.raises(ValueError, match="order of power"):
        replace(premium, classes=tuple(reversed(premium.classes)))
    with pytest.raises(ValueError, match="order of power"):
        replace(simplified, classes=(simplified.classes[-1], *simplified.classes))
    with pytest.raises(ValueError, match="twice"):
        replace(bonus, groups=(bonus.groups[0], bonus.groups[0]))
    with pytest.raises(ValueError, match="valid_to"):
        replace(premium, valid_to=premium.valid_from)
    with pytest.raises(ValueError, match="grant_limit"):
        replace(IN_2026.grant_reduction.edition, grant_limit_ppb=0)
    with pytest.raises(ValueError, match="threshold"):
        replace(IN_2026.excess.edition, threshold_ppb=WHOLE + 1)
    with pytest.raises(ValueError, match="variable_minimum"):
        replace(simplified, variable_minimum_ueur_mwh=eur(41))
