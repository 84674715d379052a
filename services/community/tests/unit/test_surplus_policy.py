"""What a representative may decide about being told of surplus (FR4.2)."""

import math
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.errors import InvalidSettingsError
from services.community.domain.surplus_policy import SurplusPolicy

LIMITS = {
    "threshold_w": ("thresholdW", 0, 1e9),
    "threshold_ratio": ("thresholdRatio", 0, 1),
    "end_ratio": ("endRatio", 0, 1),
    "minimum_duration_s": ("minimumDurationS", 0, 86_400),
    "cooldown_s": ("cooldownS", 0, 2_592_000),
    "maximum_age_s": ("maximumAgeS", 60, 86_400),
    "minimum_fresh_ratio": ("minimumFreshRatio", 0, 1),
    "hold_out_ratio": ("holdOutRatio", 0, 0.5),
    "watts_per_member": ("wattsPerMember", 1, 1e9),
    "response_ratio": ("responseRatio", 0.01, 1),
}
numbers = st.floats() | st.integers(-10, 10**7)


def refused(**fields: Any) -> list[str]:
    try:
        SurplusPolicy(**fields)
    except InvalidSettingsError as error:
        return [each.field for each in error.fields]
    return []


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(LIMITS, numbers)))
def test_a_policy_is_in_range_or_names_what_is_not(fields: dict[str, float]) -> None:
    assert refused(**fields) == [
        f"surplusPolicy.{name}"
        for key, (name, least, most) in LIMITS.items()
        if key in fields and (math.isnan(fields[key]) or not least <= fields[key] <= most)
    ]


@pytest.mark.parametrize("field", LIMITS)
def test_the_limits_themselves_are_in_range(field: str) -> None:
    _, least, most = LIMITS[field]
    assert refused(**{field: least}) == refused(**{field: most}) == []


def test_sixty_holidays_are_enough() -> None:
    days = tuple(date(2026, 1, 1) + timedelta(days=day) for day in range(61))
    assert refused(holidays=days[:60]) == []
    assert refused(holidays=days) == ["surplusPolicy.holidays"]
