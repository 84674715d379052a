"""Percentages as they are, and only sentences that say something."""

from uuid import UUID

import pytest

from services.energy.domain.distribution.policy import Criterion, DistributionPolicy
from services.energy.domain.distribution.wording import Language, in_words
from services.energy.domain.tariffs.editions import WHOLE


@pytest.mark.parametrize(
    ("funds_ppb", "percent"),
    [
        (WHOLE // 10, "10 %"),
        (1, "0.0000001 %"),
        (333_333_333, "33.3333333 %"),
        (WHOLE // 8, "12.5 %"),
    ],
)
def test_shares_have_all_their_decimals(funds_ppb: int, percent: str) -> None:
    policy = DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE}, funds_ppb=funds_ppb)

    assert f": {percent} goes to the community's funds" in in_words(policy, Language.EN)[1]


@pytest.mark.parametrize("language", Language)
def test_where_members_get_nothing_no_criterion_is_told(language: Language) -> None:
    policy = DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE}, funds_ppb=WHOLE)

    assert len(in_words(policy, language)) == 2


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("criterion", Criterion)
def test_every_criterion_has_its_words(criterion: Criterion, language: Language) -> None:
    half = WHOLE // 2
    other = Criterion.EQUAL if criterion is not Criterion.EQUAL else Criterion.PRODUCTION
    parts = {criterion: half, other: half}
    policy = DistributionPolicy(parts_ppb=parts, coefficients={UUID(int=1): 1})

    told = in_words(policy, language)

    assert len(told) == len(set(told)) == 5
