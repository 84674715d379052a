"""What a policy may say, and which one counts when."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from services.energy.domain.distribution.errors import InvalidPolicyError
from services.energy.domain.distribution.policy import (
    DEFAULT_POLICY,
    MAXIMUM_COEFFICIENT,
    MAXIMUM_COEFFICIENTS,
    Criterion,
    DistributionPolicy,
)
from services.energy.domain.distribution.versions import UNDECIDED, PolicyVersion, in_force
from services.energy.domain.tariffs.editions import WHOLE

HALF = WHOLE // 2


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"parts_ppb": {}}, "parts", "sum"),
        ({"parts_ppb": {Criterion.EQUAL: WHOLE - 1}}, "parts", "sum"),
        ({"parts_ppb": {Criterion.EQUAL: -1, Criterion.PRODUCTION: 1}}, "parts.equal", "range"),
        ({"funds_ppb": WHOLE + 1}, "fundsShare", "range"),
        ({"social_ppb": -1}, "socialShare", "range"),
        ({"funds_ppb": HALF, "social_ppb": HALF + 1}, "socialShare", "sum"),
        ({"parts_ppb": {Criterion.COEFFICIENTS: WHOLE}}, "coefficients", "missing"),
        (
            {"parts_ppb": {Criterion.COEFFICIENTS: WHOLE}, "coefficients": {UUID(int=1): 0}},
            "coefficients",
            "missing",
        ),
        ({"coefficients": {UUID(int=1): MAXIMUM_COEFFICIENT + 1}}, "coefficients", "range"),
        ({"coefficients": {UUID(int=1): -1}}, "coefficients", "range"),
        (
            {"coefficients": {UUID(int=i): 1 for i in range(MAXIMUM_COEFFICIENTS + 1)}},
            "coefficients",
            "too_many",
        ),
    ],
)
def test_a_policy_that_contradicts_itself_names_the_field(
    said: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidPolicyError) as refused:
        DistributionPolicy(**({"parts_ppb": {Criterion.EQUAL: WHOLE}} | said))

    found = [(error.field, error.code) for error in refused.value.fields]
    assert (field, {"range": "out_of_range"}.get(code, code)) in found


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InvalidPolicyError) as refused:
        DistributionPolicy(parts_ppb={}, funds_ppb=-1, coefficients={UUID(int=1): -1})

    named = {error.field for error in refused.value.fields}
    assert named == {"parts", "fundsShare", "coefficients"}


def version(number: int, valid_from: date) -> PolicyVersion:
    return PolicyVersion(
        number=number,
        policy=DEFAULT_POLICY,
        valid_from=valid_from,
        decided_by=UUID(int=1),
        decided_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("month", "number"),
    [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), 1),
        (date(2026, 3, 1), 4),
        (date(2026, 5, 1), 4),
        (date(2026, 6, 1), 3),
        (date(2027, 6, 1), 3),
    ],
)
def test_what_begins_last_counts_and_of_one_month_what_was_decided_later(
    month: date, number: int
) -> None:
    """The fourth corrects the past from March on; what counts from June is not touched."""
    decided = [
        version(1, date(2026, 1, 1)),
        version(2, date(2026, 6, 1)),
        version(3, date(2026, 6, 1)),
        version(4, date(2026, 3, 1)),
    ]

    assert in_force(decided, month).number == number
    assert in_force([], month) is UNDECIDED
