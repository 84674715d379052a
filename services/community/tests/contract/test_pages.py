"""Lists page by page: each entry once, in order, whatever the size of a page."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.facility_settings import MemberType
from services.community.domain.overview import CommunityFilter
from services.community.domain.page import ByDevice, ByName, ByTime, Page
from services.community.ports import Registry
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    NOON,
    OTHER_SUBSTATION,
    at,
    community,
    facility,
    first,
)

SOLARA = community(101, founder=ANNA)
EVERYTHING = CommunityFilter()


@pytest.fixture
async def registry(subject: Subject) -> Registry:
    """Every order has ties: equal names, and moments at which several things happen."""
    names = ["b", "a", "b", "\u00e8", "B", "b"]
    houses = [
        replace(
            facility(n, name=name)
            .attach_device(f"meter-{9 - n}", requested_from=None, now=NOON)
            .join(SOLARA, at(n // 3), NOON),
            version=1,
        )
        for n, name in enumerate(names, 1)
    ]
    communities = [community(200 + n, founder=ANNA, name=name) for n, name in enumerate(names)]
    await subject.keep(SOLARA, *communities, *houses)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        for n, house in enumerate(houses):
            for offered_to in (SOLARA, communities[n]):
                await transaction.offers.keep(_offer(offered_to.community_id, house.facility_id, n))
        for one in communities:
            await transaction.offers.keep(_offer(one.community_id, UUID(int=1), 1))
    return subject.registry


def _offer(community_id: UUID, facility_id: UUID, number: int) -> MembershipOffer:
    return MembershipOffer(
        community_id=community_id,
        facility_id=facility_id,
        kind=OfferKind.REQUEST,
        offered_by=ANNA,
        offered_at=at(number // 2),
    )


Ask = Callable[[Registry, Page[Any]], Awaitable[Sequence[Any]]]
LISTS: dict[str, tuple[type[Any], Ask, Callable[[Any], Any]]] = {
    "communities": (ByName, lambda r, p: r.communities(p, EVERYTHING), lambda one: one.key),
    "communities of a user": (
        ByName,
        lambda r, p: r.communities_of_user(ANNA, p),
        lambda one: one.key,
    ),
    "facilities of a user": (
        ByName,
        lambda r, p: r.facilities_of_user(ANNA, p, None),
        lambda one: one.key,
    ),
    "facilities of a community": (
        ByTime,
        lambda r, p: r.facilities_of_community(SOLARA.community_id, p),
        lambda one: one.key,
    ),
    "devices of a community": (
        ByDevice,
        lambda r, p: r.devices_of_community(SOLARA.community_id, p),
        lambda one: one.key,
    ),
    "offers of a community": (
        ByTime,
        lambda r, p: r.offers_of_community(SOLARA.community_id, p),
        lambda one: one.key,
    ),
    "offers of a facility": (
        ByTime,
        lambda r, p: r.offers_of_facility(UUID(int=1), p),
        lambda one: one.key_at_facility,
    ),
}


@pytest.mark.parametrize("name", LISTS)
async def test_each_entry_comes_once_and_in_order(registry: Registry, name: str) -> None:
    kind, ask, key = LISTS[name]
    whole = list(await ask(registry, first(kind)))

    assert [key(one) for one in whole] == sorted({key(one) for one in whole})
    assert len(whole) >= 6
    for limit in (1, 2, len(whole)):
        pages: list[Any] = []
        page = first(kind, limit)
        while found := await ask(registry, page):
            assert len(found) <= limit
            pages += found
            page = Page(limit, key(found[-1]))
        assert pages == whole


@pytest.mark.parametrize(
    "key",
    [
        ByTime(datetime.max.replace(tzinfo=UTC), UUID(int=2**128 - 1)),
        ByName("\U0010ffff" * 400, UUID(int=0)),
        ByDevice("\uffff"),
    ],
)
async def test_after_the_end_nothing_comes(registry: Registry, key: Any) -> None:
    for kind, ask, _ in LISTS.values():
        if isinstance(key, kind):
            assert await ask(registry, Page(5, key)) == []


async def test_communities_are_found_by_what_is_known_of_them(subject: Subject) -> None:
    await subject.keep(
        community(101, name="Sole di Ancona"),
        community(102, name="Ancona Nord", market_zone="NORD"),
        community(103, name="Sole", primary_substation_code=OTHER_SUBSTATION),
        community(104, name="100%_sole", market_zone="NORD"),
    )

    async def found(**wanted: str) -> list[int]:
        seen = await subject.registry.communities(first(ByName), CommunityFilter(**wanted))
        return [one.community.community_id.int for one in seen]

    assert await found(name_part="SOLE") == [104, 103, 101]
    assert await found(name_part="%_") == [104]
    assert await found(market_zone="NORD") == [104, 102]
    assert await found(primary_substation_code=OTHER_SUBSTATION) == [103]
    assert await found(name_part="ancona", market_zone="NORD") == [102]
    assert await found(primary_substation_code=OTHER_SUBSTATION, market_zone="NORD") == []


async def test_facilities_of_one_type(subject: Subject) -> None:
    await subject.keep(
        facility(1, owner=ANNA, member_type=MemberType.CONSUMER),
        facility(2, owner=ANNA),
        facility(3, owner=BRUNO, member_type=MemberType.CONSUMER),
    )

    for wanted, ids in ((MemberType.CONSUMER, [1]), (MemberType.PRODUCER, []), (None, [1, 2])):
        mine = await subject.registry.facilities_of_user(ANNA, first(ByName), wanted)
        assert [one.facility_id.int for one in mine] == ids
