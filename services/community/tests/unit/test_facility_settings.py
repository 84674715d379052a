"""What an owner may state about a facility (R3, R9)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.errors import (
    InvalidSettingsError,
    OwnerExcludedError,
    PlantTooPowerfulError,
)
from services.community.domain.facility_settings import (
    MeterKind,
    OwnerKind,
    check_may_take_part,
)
from services.community.tests.samples import facility_settings


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"max_consumption_w": -0.001}, "maxConsumptionW", "out_of_range"),
        ({"max_consumption_w": float("nan")}, "maxConsumptionW", "out_of_range"),
        ({"max_production_w": float("inf")}, "maxProductionW", "out_of_range"),
        ({"incentives_reduction": 1.01}, "incentivesReduction", "out_of_range"),
        ({"storage_efficiency": 0.0}, "storageEfficiency", "out_of_range"),
        ({"storage_efficiency": 1.01}, "storageEfficiency", "out_of_range"),
        ({"storage_efficiency": float("nan")}, "storageEfficiency", "out_of_range"),
        ({"transformation_constant": 25.0}, "transformationConstant", "only_for_gesis"),
        ({"meter_kind": MeterKind.GESIS}, "transformationConstant", "missing_for_gesis"),
        ({"commissioned_on": None}, "commissionedOn", "missing"),
    ],
)
def test_a_setting_that_breaks_a_rule_is_named(
    changes: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidSettingsError) as refused:
        facility_settings(**changes)

    assert [(each.field, each.code) for each in refused.value.fields] == [(field, code)]


def test_all_broken_rules_are_named_at_once() -> None:
    """FR1.2's field by field, here too."""
    with pytest.raises(InvalidSettingsError) as refused:
        facility_settings(
            max_consumption_w=-1.0,
            storage_efficiency=-1.0,
            transformation_constant=60.0,
            commissioned_on=None,
        )

    assert [each.field for each in refused.value.fields] == [
        "maxConsumptionW",
        "storageEfficiency",
        "transformationConstant",
        "commissionedOn",
    ]


def test_a_semi_direct_meter_has_its_constant() -> None:
    """R9: 300/5 = 60."""
    settings = facility_settings(meter_kind=MeterKind.GESIS, transformation_constant=60.0)

    assert settings.transformation_constant == 60.0


@pytest.mark.parametrize("efficiency", [None, 5e-324, 0.88, 1.0])
def test_a_storage_gives_back_at_most_what_it_took(efficiency: float | None) -> None:
    assert facility_settings(storage_efficiency=efficiency).storage_efficiency == efficiency


def test_who_only_consumes_needs_no_commissioning_date() -> None:
    settings = facility_settings(max_production_w=0.0, commissioned_on=None)

    assert not settings.has_plant
    check_may_take_part(settings)


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31)))
def test_a_plant_is_older_when_it_started_before_the_law(started: date) -> None:
    """R3: the day of the law counts as new; older ones take part all the same."""
    settings = facility_settings(commissioned_on=started)

    assert settings.has_older_plant == (started <= date(2021, 12, 15))
    check_may_take_part(settings)


@pytest.mark.parametrize(("peak_w", "may"), [(1_000_000.0, True), (1_000_000.1, False)])
def test_a_plant_takes_part_up_to_one_megawatt(peak_w: float, may: bool) -> None:
    """R3"""
    settings = facility_settings(max_production_w=peak_w)

    if may:
        check_may_take_part(settings)
    else:
        with pytest.raises(PlantTooPowerfulError):
            check_may_take_part(settings)


@pytest.mark.parametrize("kind", OwnerKind)
def test_a_large_company_takes_no_part(kind: OwnerKind) -> None:
    """R4"""
    settings = facility_settings(owner_kind=kind)

    if kind is OwnerKind.LARGE_COMPANY:
        with pytest.raises(OwnerExcludedError):
            check_may_take_part(settings)
    else:
        check_may_take_part(settings)
