"""What a call changed, and how sure one can be of it."""

import statistics
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.energy.domain.effect.response import (
    ComparedWith,
    Effect,
    Observation,
    effect_of,
    pooled,
)

energies = st.integers(-5_000, 5_000)


def seen(actual: int, *usual: int, feeds_in: bool = False) -> Observation:
    return Observation(actual, usual or (0, 0, 0), feeds_in)


def observations(least: int) -> st.SearchStrategy[list[Observation]]:
    one = st.builds(
        Observation,
        energies,
        st.lists(energies, min_size=3, max_size=10).map(tuple),
        st.booleans(),
    )
    return st.lists(one, min_size=least, max_size=12)


def test_the_effect_is_a_difference_of_differences() -> None:
    told = [seen(500, 100, 100, 100), seen(300, 100, 100, 100)]
    held_out = [seen(150, 100, 100, 100), seen(50, 0, 0, 0)]
    effect = effect_of(told, held_out)
    assert effect.compared_with is ComparedWith.HELD_OUT
    assert effect.change_uj == 300 - 50
    assert effect.is_conclusive


@given(observations(2), observations(2))
def test_it_equals_the_textbook(told: list[Observation], held_out: list[Observation]) -> None:
    def changes(group: list[Observation]) -> list[float]:
        return [each.actual_uj - statistics.fmean(each.usual_uj) for each in group]

    effect = effect_of(told, held_out)
    difference = statistics.fmean(changes(told)) - statistics.fmean(changes(held_out))
    error = (
        statistics.variance(changes(told)) / len(told)
        + statistics.variance(changes(held_out)) / len(held_out)
    ) ** 0.5
    assert effect.change_uj == pytest.approx(difference, abs=1e-6)
    assert effect.high_uj - effect.low_uj == pytest.approx(2 * 1.959964 * error, abs=1e-6)


@given(observations(2), observations(2), energies)
def test_what_happens_to_everybody_is_no_effect(
    told: list[Observation], held_out: list[Observation], weather_uj: int
) -> None:
    def on_a_special_day(group: list[Observation]) -> list[Observation]:
        return [replace(each, actual_uj=each.actual_uj + weather_uj) for each in group]

    plain = effect_of(told, held_out)
    special = effect_of(on_a_special_day(told), on_a_special_day(held_out))
    assert special.change_uj == pytest.approx(plain.change_uj, abs=1e-6)


def test_without_a_hold_out_the_sun_must_not_look_like_an_effect() -> None:
    told = [seen(400), seen(420), seen(-9_000, feeds_in=True)]
    effect = effect_of(told, [])
    assert effect.compared_with is ComparedWith.USUAL_DAYS
    assert (effect.change_uj, effect.told and effect.told.facilities) == (410, 2)


@pytest.mark.parametrize(
    ("told", "held_out"),
    [
        ([], []),
        ([seen(1)], []),
        ([seen(1)], [seen(1), seen(2)]),
        ([Observation(1, (0, 0), False)] * 3, []),
        ([seen(1, feeds_in=True), seen(2, feeds_in=True)], [seen(1)]),
    ],
)
def test_of_too_few_nothing_is_said(told: list[Observation], held_out: list[Observation]) -> None:
    effect = effect_of(told, held_out)
    assert effect.compared_with is ComparedWith.NOTHING
    assert not effect.is_conclusive


def test_several_calls_are_one_mean_by_told_facilities() -> None:
    one = effect_of([seen(100), seen(120)], [seen(0), seen(10)])
    other = effect_of([seen(10)] * 6, [seen(0), seen(10)])
    total = pooled([one, other, Effect(ComparedWith.NOTHING, None, None)])
    assert total.change_uj == pytest.approx((2 * one.change_uj + 6 * other.change_uj) / 8)
    assert total.high_uj - total.low_uj < one.high_uj - one.low_uj


def test_where_somebody_was_held_out_only_those_calls_count() -> None:
    with_hold_out = effect_of([seen(100), seen(120)], [seen(0), seen(10)])
    without = effect_of([seen(9_000), seen(9_100)], [])
    assert pooled([without, with_hold_out]).change_uj == with_hold_out.change_uj
    assert pooled([without]).compared_with is ComparedWith.USUAL_DAYS
    assert pooled([]).compared_with is ComparedWith.NOTHING
