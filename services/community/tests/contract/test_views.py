"""RegistryView: the twelve access patterns of section 5, from Postgres and from the memory twin."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.community.domain.community import CommunityRole
from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.facility import Access, Facility, FacilityRole
from services.community.domain.overview import (
    Applicant,
    CommunityAccess,
    CommunityFilter,
    CommunityOverview,
    DeviceInPlace,
    FacilityAccess,
    FacilityOverview,
    MemberFacility,
    MembershipInPlace,
)
from services.community.domain.page import ByDevice, ByName, ByTime
from services.community.ports import Registry
from services.community.tests.contract.subject import Subject
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLA,
    DARIO,
    NOON,
    at,
    community,
    facility,
    first,
)

SOLARA, LUNARA = community(101, founder=BRUNO), community(102, founder=CARLA, name="Lunara")
UNKNOWN = UUID(int=404)


def home() -> Facility:
    """Anna's, seen by Carla, with a device, in Solara, after a past with others."""
    made = facility(1, owner=ANNA, name="Home").grant(CARLA, FacilityRole.VIEWER, NOON)
    made = made.attach_device("meter-9", requested_from=at(-9), now=NOON)
    made = made.attach_device("meter-1", requested_from=at(-8), now=NOON)
    made = made.join(LUNARA, at(-9), NOON).leave_community(at(-7)).join(SOLARA, at(-6), NOON)
    return replace(made, version=1)


def roof() -> Facility:
    """Bruno's, managed by Anna, without a device, in Solara before Home."""
    made = facility(2, owner=BRUNO, name="Roof").grant(ANNA, FacilityRole.MANAGER, NOON)
    return replace(made.join(SOLARA, at(-7), NOON), version=1)


def barn() -> Facility:
    """Bruno's, in no community, with a device."""
    made = facility(3, owner=BRUNO, name="Barn")
    return replace(made.attach_device("meter-2", requested_from=None, now=NOON), version=1)


HOME_DEVICE = DeviceInPlace(
    device_id="meter-1", facility_id=UUID(int=1), transformation_constant=1.0, valid_from=at(-8)
)


def home_seen(role: FacilityRole | None) -> FacilityOverview:
    return FacilityOverview(
        facility_id=UUID(int=1),
        version=1,
        changed_at=home().changed_at,
        settings=home().settings,
        role=role,
        device=HOME_DEVICE,
        membership=MembershipInPlace(
            community_id=SOLARA.community_id, community_name="Solara", valid_from=at(-6)
        ),
    )


def solara_seen(role: CommunityRole | None) -> CommunityOverview:
    return CommunityOverview(community=SOLARA, facility_count=2, owner_count=2, role=role)


@pytest.fixture
async def filled(subject: Subject) -> Registry:
    await subject.keep(SOLARA, LUNARA, home(), roof(), barn())
    return subject.registry


@pytest.mark.parametrize(
    ("user", "role"),
    [(ANNA, FacilityRole.OWNER), (CARLA, FacilityRole.VIEWER), (BRUNO, None)],
)
async def test_a_facility_and_the_role_in_it(
    filled: Registry, user: UUID, role: FacilityRole | None
) -> None:
    seen = await filled.facility(UUID(int=1), seen_by=user)

    assert seen == home_seen(role)
    assert await filled.facility_access(UUID(int=1), user) == FacilityAccess(UUID(int=1), role)


async def test_a_facility_without_device_and_community(subject: Subject) -> None:
    await subject.keep(facility())

    seen = await subject.registry.facility(UUID(int=1), seen_by=ANNA)

    assert seen is not None
    assert (seen.device, seen.membership) == (None, None)


@pytest.mark.parametrize(
    ("user", "role"),
    [
        (BRUNO, CommunityRole.REPRESENTATIVE),
        (ANNA, CommunityRole.MEMBER),
        (CARLA, CommunityRole.MEMBER),
        (DARIO, None),
    ],
)
async def test_a_community_and_the_role_in_it(
    filled: Registry, user: UUID, role: CommunityRole | None
) -> None:
    community_id = SOLARA.community_id

    assert await filled.community(community_id, seen_by=user) == solara_seen(role)
    access = await filled.community_access(community_id, user)
    assert access == CommunityAccess(community_id, role)


async def test_the_community_of_a_facility(filled: Registry) -> None:
    assert await filled.facility_community(UUID(int=1)) == solara_seen(None)
    assert await filled.facility_community(UUID(int=3)) is None


async def test_the_users_of_a_facility_owners_first(subject: Subject) -> None:
    house = facility(owner=DARIO)
    for user, role in (
        (ANNA, FacilityRole.VIEWER),
        (CARLA, FacilityRole.OWNER),
        (BRUNO, FacilityRole.MANAGER),
    ):
        house = house.grant(user, role, NOON)
    await subject.keep(replace(house, version=1))

    assert await subject.registry.users_of_facility(UUID(int=1)) == [
        Access(CARLA, FacilityRole.OWNER),
        Access(DARIO, FacilityRole.OWNER),
        Access(BRUNO, FacilityRole.MANAGER),
        Access(ANNA, FacilityRole.VIEWER),
    ]


async def test_the_facilities_of_a_user(filled: Registry) -> None:
    mine = await filled.facilities_of_user(ANNA, first(ByName, 10), None)

    assert [(one.settings.name, one.role) for one in mine] == [
        ("Home", FacilityRole.OWNER),
        ("Roof", FacilityRole.MANAGER),
    ]
    assert mine[0] == home_seen(FacilityRole.OWNER)
    assert await filled.facilities_of_user(ANNA, first(ByName, 1), None) == mine[:1]
    assert await filled.facilities_of_user(DARIO, first(ByName, 10), None) == []


async def test_the_communities_of_a_user(filled: Registry) -> None:
    carlas = await filled.communities_of_user(CARLA, first(ByName, 10))

    assert [(one.community.settings.name, one.role) for one in carlas] == [
        ("Lunara", CommunityRole.REPRESENTATIVE),
        ("Solara", CommunityRole.MEMBER),
    ]
    assert carlas[1] == solara_seen(CommunityRole.MEMBER)
    assert await filled.communities_of_user(CARLA, first(ByName, 1)) == carlas[:1]
    assert await filled.communities_of_user(DARIO, first(ByName, 10)) == []


async def test_the_facilities_of_a_community(filled: Registry) -> None:
    members = await filled.facilities_of_community(SOLARA.community_id, first(ByTime, 10))

    assert [one.name for one in members] == ["Roof", "Home"]
    settings = home().settings
    assert members[1] == MemberFacility(
        facility_id=UUID(int=1),
        name="Home",
        member_type=settings.member_type,
        max_consumption_w=3_000.0,
        max_production_w=4_500.0,
        valid_from=at(-6),
    )
    assert (
        await filled.facilities_of_community(SOLARA.community_id, first(ByTime, 1)) == members[:1]
    )
    assert await filled.facilities_of_community(LUNARA.community_id, first(ByTime, 10)) == []


async def test_the_devices_of_a_community(filled: Registry) -> None:
    assert await filled.devices_of_community(SOLARA.community_id, first(ByDevice, 10)) == [
        HOME_DEVICE
    ]
    assert await filled.devices_of_community(LUNARA.community_id, first(ByDevice, 10)) == []


async def test_names_come_in_one_order_everywhere(subject: Subject) -> None:
    """By code point: the same on every server, whatever its locale."""
    names = ["a", "B", "\u00e8", "a b", "Z", "\u200ba", "A"]
    kept = [community(200 + n, founder=ANNA, name=name) for n, name in enumerate(names)]
    houses = [facility(n + 1, name=name) for n, name in enumerate(names)]
    await subject.keep(*kept, *houses)

    all_of_them = await subject.registry.communities(first(ByName, 10), CommunityFilter())
    mine = await subject.registry.communities_of_user(ANNA, first(ByName, 10))
    facilities = await subject.registry.facilities_of_user(ANNA, first(ByName, 10), None)

    assert [one.community.settings.name for one in all_of_them] == sorted(names)
    assert [one.community.settings.name for one in mine] == sorted(names)
    assert [one.settings.name for one in facilities] == sorted(names)
    assert (
        await subject.registry.communities(first(ByName, 3), CommunityFilter()) == all_of_them[:3]
    )


async def test_offers_come_oldest_first(filled: Registry) -> None:
    offers = [
        MembershipOffer(
            community_id=community_id,
            facility_id=facility_id,
            kind=kind,
            offered_by=BRUNO,
            offered_at=at(hours),
            valid_from=valid_from,
        )
        for community_id, facility_id, kind, hours, valid_from in (
            (SOLARA.community_id, UUID(int=3), OfferKind.INVITATION, 2, None),
            (SOLARA.community_id, UUID(int=1), OfferKind.REQUEST, 1, at(-3)),
            (LUNARA.community_id, UUID(int=3), OfferKind.REQUEST, 0, None),
        )
    ]
    async with filled.transaction(BY_ANNA) as transaction:
        for offer in offers:
            await transaction.offers.keep(offer)

    invitation, request, elsewhere = offers
    of_solara = await filled.offers_of_community(SOLARA.community_id, first(ByTime, 10))
    assert [one.offer for one in of_solara] == [request, invitation]
    shorter = await filled.offers_of_community(SOLARA.community_id, first(ByTime, 1))
    assert shorter == of_solara[:1]
    assert await filled.offers_of_facility(UUID(int=3), first(ByTime, 10)) == [
        elsewhere,
        invitation,
    ]
    assert await filled.offers_of_facility(UUID(int=3), first(ByTime, 1)) == [elsewhere]
    assert await filled.offers_of_facility(UUID(int=2), first(ByTime, 10)) == []


async def test_who_asks_is_seen_and_who_is_invited_is_not(filled: Registry) -> None:
    async with filled.transaction(BY_ANNA) as transaction:
        for number, kind in ((1, OfferKind.REQUEST), (3, OfferKind.INVITATION)):
            offer = MembershipOffer(
                community_id=SOLARA.community_id,
                facility_id=UUID(int=number),
                kind=kind,
                offered_by=BRUNO,
                offered_at=at(number),
            )
            await transaction.offers.keep(offer)
    asking = await filled.facility(UUID(int=1), seen_by=ANNA)
    assert asking is not None

    seen = await filled.offers_of_community(SOLARA.community_id, first(ByTime, 10))

    assert [one.applicant for one in seen] == [
        Applicant(
            name=asking.settings.name,
            member_type=asking.settings.member_type,
            max_consumption_w=asking.settings.max_consumption_w,
            max_production_w=asking.settings.max_production_w,
        ),
        None,
    ]


async def test_what_is_removed_is_seen_no_more(filled: Registry) -> None:
    async with filled.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(LUNARA.community_id)
        await transaction.facilities.lock(UUID(int=1))
        await transaction.facilities.remove(home().removed(at(1)))
        await transaction.communities.remove(LUNARA.dissolved(at(1)))

    assert await filled.facility(UUID(int=1), seen_by=ANNA) is None
    assert await filled.facility_access(UUID(int=1), ANNA) is None
    assert await filled.users_of_facility(UUID(int=1)) == []
    assert await filled.community(LUNARA.community_id, seen_by=CARLA) is None
    assert await filled.community_access(LUNARA.community_id, CARLA) is None
    assert await filled.communities_of_user(CARLA, first(ByName, 10)) == []
    (left,) = await filled.communities(first(ByName, 10), CommunityFilter())
    assert (left.facility_count, left.owner_count) == (1, 1)
    assert await filled.devices_of_community(SOLARA.community_id, first(ByDevice, 10)) == []
    assert [
        one.facility_id for one in await filled.facilities_of_user(ANNA, first(ByName, 10), None)
    ] == [UUID(int=2)]


async def test_what_is_unknown_is_none(registry: Registry) -> None:
    assert await registry.facility(UNKNOWN, seen_by=ANNA) is None
    assert await registry.facility_access(UNKNOWN, ANNA) is None
    assert await registry.facility_community(UNKNOWN) is None
    assert await registry.community(UNKNOWN, seen_by=ANNA) is None
    assert await registry.community_access(UNKNOWN, ANNA) is None
