"""RegistryTransaction: the same promises from Postgres and from the memory twin."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.community.domain.community import Community
from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.facility import Facility, FacilityRole
from services.community.domain.facility_settings import PlantSource
from services.community.domain.interval import Interval
from services.community.outbound import registry_events
from services.community.outbound.change_trail import NotLockedError
from services.community.ports import Registry
from services.community.tests.contract.subject import Subject, payloads
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    BY_ANNA,
    CARLA,
    NOON,
    POLICY,
    at,
    behind_transformers,
    community,
    community_settings,
    facility,
    facility_settings,
)

UNKNOWN = UUID(int=404)
OFFER = MembershipOffer(
    community_id=community().community_id,
    facility_id=facility().facility_id,
    kind=OfferKind.REQUEST,
    offered_by=ANNA,
    offered_at=NOON,
    valid_from=at(-24),
)


def full_history() -> Facility:
    """A facility of which every part has changed, with moments down to the microsecond."""
    moment = datetime(2026, 1, 1, 0, 0, 0, 123_456, tzinfo=UTC)
    house = facility(owner=ANNA).grant(CARLA, FacilityRole.VIEWER, NOON)
    house = house.attach_device("meter-1", requested_from=moment, now=NOON)
    house = house.with_settings(
        facility_settings(incentives_reduction=0.25), NOON, facts_from=moment
    )
    house = house.with_settings(behind_transformers(25.0), at(1), facts_from=at(1))
    house = house.attach_device("meter-2", requested_from=None, now=at(2))
    house = house.join(community(), moment, NOON).leave_community(at(3))
    house = house.join(community(), at(3), at(3)).leave_community(at(3))  # corrected away
    return replace(house.join(community(), at(4), at(4)), version=1)


async def test_a_facility_is_found_as_it_was_kept(subject: Subject) -> None:
    house = full_history()

    await subject.keep(community(), house)

    assert await subject.locked(house) == house


async def test_a_facility_is_found_as_it_was_changed(subject: Subject) -> None:
    house = facility(owner=ANNA).grant(CARLA, FacilityRole.VIEWER, NOON)
    house = replace(house, version=1).attach_device("meter-1", requested_from=None, now=NOON)
    house = replace(house, version=1)
    await subject.keep(house)
    changed = house.grant(BRUNO, FacilityRole.OWNER, at(1)).revoke(ANNA, at(1))
    changed = changed.grant(CARLA, FacilityRole.MANAGER, at(1)).detach_device(at(1))
    settings = facility_settings(
        max_production_w=0.0,
        commissioned_on=None,
        plant_source=PlantSource.WIND,
        storage_efficiency=0.88,
    )
    changed = replace(changed.with_settings(settings, at(1)), version=2)

    await subject.change(changed)

    assert await subject.locked(house) == changed


async def test_a_community_is_found_as_it_was_kept_and_changed(registry: Registry) -> None:
    solara = community(surplus_policy=POLICY)
    async with registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.add(solara)
        assert await transaction.communities.hold(solara.community_id) == solara
    changed = solara.with_settings(
        community_settings(name="Lunara", market_zone="SUD"), has_facilities=False, now=at(1)
    )
    changed = replace(changed, proposed_representative_id=CARLA)
    async with registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.lock(solara.community_id) == solara
        await transaction.communities.save(changed)

    async with registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.lock(solara.community_id) == changed


async def test_what_is_unknown_is_none(registry: Registry) -> None:
    async with registry.transaction(BY_ANNA) as transaction:
        assert await transaction.facilities.lock(UNKNOWN) is None
        assert await transaction.communities.lock(UNKNOWN) is None
        assert await transaction.communities.hold(UNKNOWN) is None
        assert await transaction.facilities.lock_members(UNKNOWN) == []
        assert not await transaction.communities.has_facilities(UNKNOWN)
        assert await transaction.offers.find(UNKNOWN, UNKNOWN) is None
        assert await transaction.facilities.lock_device("meter-1", not_at=UNKNOWN) is None


async def test_an_error_undoes_everything_and_tells_nothing(subject: Subject) -> None:
    with pytest.raises(ZeroDivisionError):
        await _fail_after(subject.registry, community(), facility())

    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.lock(community().community_id) is None
        assert await transaction.facilities.lock(facility().facility_id) is None
    assert await subject.told() == []


async def _fail_after(registry: Registry, solara: Community, house: Facility) -> None:
    async with registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.add(solara)
        await transaction.facilities.add(house)
        await transaction.offers.keep(OFFER)
        raise ZeroDivisionError


async def test_every_change_is_told_whole_and_in_order(subject: Subject) -> None:
    solara, house = community(), facility()
    joined = house.join(solara, at(1), at(1))
    await subject.keep(solara, house)
    await subject.change(joined)
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.communities.lock(solara.community_id)
        members = await transaction.facilities.lock_members(solara.community_id)
        released = [member.leave_community(at(2)) for member in members]
        await transaction.facilities.save(released)
        await transaction.communities.remove(solara.dissolved(at(2)))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(house.facility_id)
        await transaction.facilities.remove(released[0].removed(at(3)))

    assert payloads(await subject.told()) == payloads(
        [
            registry_events.community_changed(solara),
            registry_events.facility_changed(house),
            registry_events.facility_changed(joined),
            registry_events.facility_changed(released[0]),
            registry_events.community_removed(solara.dissolved(at(2))),
            registry_events.facility_removed(released[0].removed(at(3))),
        ]
    )


async def _members(subject: Subject, solara: Community) -> list[Facility]:
    async with subject.registry.transaction(BY_ANNA) as transaction:
        return list(await transaction.facilities.lock_members(solara.community_id))


async def test_members_are_those_of_now(subject: Subject) -> None:
    solara, lunara = community(101), community(102)
    member = replace(facility(1).join(solara, at(0), at(0)), version=1)
    left = replace(facility(2).join(solara, at(0), at(0)).leave_community(at(1)), version=1)
    other = replace(facility(3).join(lunara, at(0), at(0)), version=1)
    await subject.keep(solara, lunara, member, left, other)

    assert await _members(subject, solara) == [member]
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.communities.has_facilities(solara.community_id)
        await transaction.facilities.lock(other.facility_id)
        await transaction.facilities.remove(other.removed(at(2)))
        assert not await transaction.communities.has_facilities(lunara.community_id)


async def test_a_removed_entity_is_gone_with_its_offers(subject: Subject) -> None:
    solara, house = community(), facility()
    await subject.keep(solara, house)
    for removes_facility in (True, False):
        async with subject.registry.transaction(BY_ANNA) as transaction:
            await transaction.offers.keep(OFFER)
            if removes_facility:
                await transaction.facilities.lock(house.facility_id)
                await transaction.facilities.remove(house.removed(at(1)))
                assert await transaction.facilities.lock(house.facility_id) is None
            else:
                await transaction.communities.lock(solara.community_id)
                await transaction.communities.remove(solara.dissolved(at(1)))
                assert await transaction.communities.lock(solara.community_id) is None
            assert await transaction.offers.find(OFFER.community_id, OFFER.facility_id) is None


async def test_a_pair_has_one_offer(subject: Subject) -> None:
    await subject.keep(community(101), community(102), facility())
    elsewhere = replace(OFFER, community_id=UUID(int=102), valid_from=None)
    invitation = replace(OFFER, kind=OfferKind.INVITATION, offered_by=BRUNO, offered_at=at(1))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        for offer in (OFFER, elsewhere, invitation):
            await transaction.offers.keep(offer)
        assert await transaction.offers.find(OFFER.community_id, OFFER.facility_id) == invitation
        await transaction.offers.drop(invitation, at(1))
        assert await transaction.offers.find(OFFER.community_id, OFFER.facility_id) is None
        assert await transaction.offers.find(elsewhere.community_id, OFFER.facility_id) == elsewhere
        await transaction.offers.drop_of_facility(OFFER.facility_id, at(1))
        assert await transaction.offers.find(elsewhere.community_id, OFFER.facility_id) is None


async def test_where_a_device_was_last(subject: Subject) -> None:
    """Also at a facility that is removed, but not where it never measured."""
    first = facility(1).attach_device("meter-1", requested_from=at(-9), now=at(0))
    first = replace(first, version=1)
    second = facility(2).attach_device("meter-1", requested_from=None, now=at(3))
    second = replace(second.detach_device(at(3)), version=1)  # corrected away
    third = facility(3).attach_device("meter-2", requested_from=None, now=at(1))
    await subject.keep(first, second, replace(third, version=1))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(first.facility_id)
        await transaction.facilities.remove(first.removed(at(2)))

    async with subject.registry.transaction(BY_ANNA) as transaction:
        elsewhere = await transaction.facilities.lock_device("meter-1", not_at=third.facility_id)
        here = await transaction.facilities.lock_device("meter-1", not_at=first.facility_id)
        in_use = await transaction.facilities.lock_device("meter-2", not_at=first.facility_id)

    assert isinstance(elsewhere, Interval)
    assert (elsewhere.valid_from, elsewhere.valid_to) == (at(-9), at(2))
    assert here is None
    assert in_use == third.devices.current


async def test_what_a_user_has_is_counted(subject: Subject) -> None:
    mine = facility(1, owner=ANNA)
    shared = replace(facility(2, owner=BRUNO).grant(ANNA, FacilityRole.OWNER, NOON), version=1)
    seen = replace(facility(3, owner=BRUNO).grant(ANNA, FacilityRole.VIEWER, NOON), version=1)
    await subject.keep(mine, shared, seen, community(101), community(102, founder=ANNA))
    async with subject.registry.transaction(BY_ANNA) as transaction:
        assert await transaction.facilities.lock_owner(ANNA) == 2
        assert await transaction.communities.lock_representative(ANNA) == 1
        assert await transaction.facilities.lock_owner(CARLA) == 0
    async with subject.registry.transaction(BY_ANNA) as transaction:
        await transaction.facilities.lock(mine.facility_id)
        await transaction.facilities.remove(mine.removed(at(1)))
        await transaction.communities.lock(UUID(int=102))
        await transaction.communities.remove(community(102, founder=ANNA).dissolved(at(1)))
        assert await transaction.facilities.lock_owner(ANNA) == 1
        assert await transaction.communities.lock_representative(ANNA) == 0


async def test_who_forgot_to_lock_is_told(subject: Subject) -> None:
    """A bug of ours: nothing would be known of what was before."""
    await subject.keep(community(), facility())
    renamed = facility().with_settings(facility_settings(name="Villa"), at(1))

    with pytest.raises(NotLockedError):
        async with subject.registry.transaction(BY_ANNA) as transaction:
            await transaction.facilities.save([renamed])
    with pytest.raises(NotLockedError):
        async with subject.registry.transaction(BY_ANNA) as transaction:
            await transaction.communities.remove(community().dissolved(at(1)))

    assert await subject.locked(facility()) == facility()
