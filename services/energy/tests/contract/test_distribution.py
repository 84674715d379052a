"""One suite for distribution policies, in Postgres and in memory."""

import asyncio
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.energy.domain.distribution.errors import VersionTakenError
from services.energy.domain.distribution.policy import Criterion, DistributionPolicy, ExcessTo
from services.energy.domain.distribution.versions import UNDECIDED, PolicyVersion
from services.energy.domain.tariffs.editions import WHOLE
from services.energy.outbound.distribution.memory import MemoryPolicies
from services.energy.outbound.distribution.postgres import PostgresPolicies
from services.energy.ports.distribution import Policies

COMMUNITY, OTHER, CAROL = (UUID(int=number) for number in (77, 78, 902))
POLICY = DistributionPolicy(
    parts_ppb={Criterion.PRODUCTION: WHOLE - 1, Criterion.COEFFICIENTS: 1},
    funds_ppb=123_456_789,
    social_ppb=1,
    coefficients={UUID(int=2): 1_000_000, UUID(int=1): 0},
    excess_to=ExcessTo.NOT_ENTERPRISES,
)


@pytest.fixture(params=["memory", "postgres"])
def policies(request: pytest.FixtureRequest) -> Policies:
    if request.param == "memory":
        return MemoryPolicies()
    pool = request.getfixturevalue("pool")
    return PostgresPolicies(pool)


def version(number: int, month: int, policy: DistributionPolicy = POLICY) -> PolicyVersion:
    return PolicyVersion(
        number=number,
        policy=policy,
        valid_from=date(2026, month, 1),
        decided_by=CAROL,
        decided_at=datetime(2026, 1, 1, 12, 30, 1, 2, tzinfo=UTC),
        note="Assemblea del 3 marzo: «sì»",
    )


async def test_what_was_decided_is_read_as_it_was(policies: Policies) -> None:
    await policies.add(COMMUNITY, version(1, 6))

    assert list(await policies.versions(COMMUNITY)) == [version(1, 6)]
    assert await policies.in_force(COMMUNITY, date(2026, 6, 1)) == version(1, 6)
    assert await policies.in_force(COMMUNITY, date(2026, 5, 1)) == UNDECIDED
    assert list(await policies.versions(OTHER)) == []
    assert await policies.in_force(OTHER, date(2026, 6, 1)) == UNDECIDED


async def test_parts_of_nothing_are_not_kept(policies: Policies) -> None:
    written = {Criterion.EQUAL: WHOLE, Criterion.PRODUCTION: 0}
    await policies.add(COMMUNITY, version(1, 6, DistributionPolicy(parts_ppb=written)))

    found = await policies.in_force(COMMUNITY, date(2026, 6, 1))

    assert found.policy == DistributionPolicy(parts_ppb={Criterion.EQUAL: WHOLE})


async def test_versions_are_listed_page_by_page(policies: Policies) -> None:
    for number in range(1, 6):
        await policies.add(COMMUNITY, version(number, number))

    async def numbers(before: int | None, limit: int) -> list[int]:
        found = await policies.versions(COMMUNITY, before=before, limit=limit)
        return [each.number for each in found]

    assert await numbers(None, 2) == [5, 4]
    assert await numbers(4, 2) == [3, 2]
    assert await numbers(2, 2) == [1]
    assert await numbers(1, 2) == []


async def test_what_begins_last_counts(policies: Policies) -> None:
    """The fourth corrects the past from March on; what counts from June is not touched."""
    for number, month in enumerate((1, 6, 6, 3), start=1):
        await policies.add(COMMUNITY, version(number, month))

    found = [
        (await policies.in_force(COMMUNITY, date(2026, month, 1))).number for month in range(1, 8)
    ]

    assert found == [1, 1, 4, 4, 4, 3, 3]
    planned = await policies.planned(COMMUNITY, date(2026, 1, 1))
    assert [(each.number, each.valid_from.month) for each in planned] == [(4, 3), (3, 6)]
    assert list(await policies.planned(COMMUNITY, date(2026, 6, 1))) == []


@pytest.mark.parametrize("number", [1, 3, 0])
async def test_only_the_next_number_is_added(policies: Policies, number: int) -> None:
    await policies.add(COMMUNITY, version(1, 6))

    with pytest.raises(VersionTakenError):
        await policies.add(COMMUNITY, version(number, 7))
    assert [each.number for each in await policies.versions(COMMUNITY)] == [1]


async def test_of_many_who_decide_at_once_one_does(policies: Policies) -> None:
    tries = [policies.add(COMMUNITY, version(1, month)) for month in range(1, 9)]

    ended = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(result is None for result in ended) == 1
    assert sum(isinstance(result, VersionTakenError) for result in ended) == 7
    assert len(await policies.versions(COMMUNITY)) == 1
