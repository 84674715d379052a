"""Two who want the same at once: one gets it, the other is told why, and the order is kept."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import pytest

from libs.chassis.clock import RandomIds, SystemClock
from libs.chassis.errors import CommunityNotFoundError, DomainError
from libs.contracts.v1.registry import REGISTRY_DECODER, FacilityState
from services.community.domain.consent import Joined
from services.community.domain.errors import (
    DeviceInUseError,
    FacilityInCommunityError,
    MembershipNotFoundError,
    SubstationDiffersError,
    VersionDiffersError,
)
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.idempotency import IdempotencyKey
from services.community.domain.page import ByName
from services.community.domain.version import ExpectedVersion
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    OTHER_SUBSTATION,
    community,
    community_settings,
    facility,
    facility_settings,
    first,
)
from services.community.usecases.use_cases import UseCases, use_cases_over

HOUSES = [UUID(int=n) for n in range(1, 6)]
SOLARA, LUNARA = UUID(int=101), UUID(int=102)


@pytest.fixture
async def ask(subject: Subject) -> UseCases:
    """Anna owns five facilities and represents two communities."""
    await subject.keep(
        community(101, founder=ANNA),
        community(102, founder=ANNA, name="Lunara"),
        *[facility(house.int, owner=ANNA) for house in HOUSES],
    )
    return use_cases_over(subject.registry, SystemClock(), RandomIds())


async def outcomes(*requests: Awaitable[Any]) -> tuple[list[Any], set[type[DomainError]]]:
    """The answers, and the kinds of refusals, of requests made at once."""
    ended = await asyncio.gather(*requests, return_exceptions=True)
    refusals = [each for each in ended if isinstance(each, DomainError)]
    answers = [each for each in ended if not isinstance(each, DomainError)]
    assert not any(isinstance(each, BaseException) for each in answers), answers
    return answers, {type(each) for each in refusals}


async def test_a_device_goes_to_one_of_them(ask: UseCases) -> None:
    attached, refused = await outcomes(
        *[ask.attach_device(ANNA, house, "meter-1", None) for house in HOUSES]
    )

    assert (len(attached), refused) == (1, {DeviceInUseError})


async def test_a_facility_goes_to_one_community(ask: UseCases) -> None:
    """R1"""
    joined, refused = await outcomes(
        *[ask.join_community(ANNA, one, HOUSES[0], None) for one in (SOLARA, LUNARA)]
    )

    assert (len(joined), refused) == (1, {FacilityInCommunityError})


async def test_changes_of_one_facility_follow_one_another(subject: Subject, ask: UseCases) -> None:
    users = [UUID(int=1_000 + n) for n in range(12)]

    await asyncio.gather(
        *[ask.grant_access(ANNA, HOUSES[0], user, FacilityRole.VIEWER) for user in users]
    )

    told = [REGISTRY_DECODER.decode(event.payload) for event in await subject.told()]
    states = [each for each in told if isinstance(each, FacilityState)]
    versions = [(s.version, len(s.users)) for s in states if s.facility_id == HOUSES[0]]
    assert versions == [(n, n) for n in range(1, 14)]


async def test_who_joins_while_the_community_goes_is_released_or_refused(
    subject: Subject, ask: UseCases
) -> None:
    ended, refused = await outcomes(
        *[ask.join_community(ANNA, SOLARA, house, None) for house in HOUSES[:2]],
        ask.remove_community(ANNA, SOLARA),
        *[ask.join_community(ANNA, SOLARA, house, None) for house in HOUSES[2:]],
    )

    released = [each for each in ended if isinstance(each, int)]
    assert released == [sum(isinstance(each, Joined) for each in ended)]
    assert refused <= {CommunityNotFoundError}
    kept = [await subject.locked(facility(house.int)) for house in HOUSES]
    assert all(isinstance(each, Facility) and each.community_id is None for each in kept)


async def test_a_community_moves_or_is_joined(subject: Subject, ask: UseCases) -> None:
    """R2"""
    moved = community_settings(primary_substation_code=OTHER_SUBSTATION)

    _, refused = await outcomes(
        ask.join_community(ANNA, SOLARA, HOUSES[0], None),
        ask.change_community(ANNA, SOLARA, moved),
    )

    assert refused == {SubstationDiffersError}
    seen = await subject.registry.community(SOLARA, seen_by=ANNA)
    assert seen is not None
    has_moved = seen.community.settings == moved
    assert (seen.facility_count == 0) == has_moved


async def test_of_two_who_change_what_they_read_one_is_told(ask: UseCases) -> None:
    settings, expected = facility_settings(name="Villa"), ExpectedVersion(frozenset({1}))

    changed, refused = await outcomes(
        *[ask.change_facility(ANNA, HOUSES[0], settings, expected) for _ in range(2)]
    )

    assert ([each.version for each in changed], refused) == ([2], {VersionDiffersError})


async def test_a_request_sent_several_times_at_once_creates_one(ask: UseCases) -> None:
    key = IdempotencyKey("k", b"same")

    created, refused = await outcomes(
        *[ask.create_facility(BRUNO, facility_settings(), key) for _ in range(5)]
    )

    assert (len(created), refused) == (5, set())
    assert len({each.facility_id for each in created}) == 1
    assert len(await ask.list_user_facilities(BRUNO, first(ByName), None)) == 1


async def test_leaving_twice_at_once_leaves_once(ask: UseCases) -> None:
    await ask.join_community(ANNA, SOLARA, HOUSES[0], None)

    left, refused = await outcomes(
        *[ask.leave_community(ANNA, SOLARA, HOUSES[0]) for _ in range(2)]
    )

    assert (len(left), refused) == (1, {MembershipNotFoundError})


async def test_the_last_two_owners_do_not_both_leave(subject: Subject, ask: UseCases) -> None:
    await ask.grant_access(ANNA, HOUSES[0], BRUNO, FacilityRole.OWNER)

    revoked, refused = await outcomes(
        ask.revoke_access(ANNA, HOUSES[0], ANNA), ask.revoke_access(BRUNO, HOUSES[0], BRUNO)
    )

    assert (len(revoked), [each.code for each in refused]) == (1, ["last_owner"])
    assert len(await subject.registry.users_of_facility(HOUSES[0])) == 1
