"""The registry projection: what counts where, who may see it."""

from uuid import UUID

import pytest

from libs.chassis.errors import NotAuthorizedError, NotFoundError
from services.engagement.domain.registry.registry import Community, Facility, Placement, Registry
from services.engagement.tests.engine import (
    COMMUNITY,
    LONG_AGO,
    at,
    community,
    facility,
    facility_id,
    user_id,
)
from services.engagement.usecases.registry.access import Access

OTHER = UUID(int=0xC1)


def registry_with(*changes: Facility | Community) -> Registry:
    registry = Registry()
    for change in changes:
        if isinstance(change, Facility):
            registry.apply_facility(change)
        else:
            registry.apply_community(change)
    return registry


def test_a_state_that_is_not_newer_is_ignored() -> None:
    registry = registry_with(facility(0, version=2), community(version=2))
    assert registry.apply_facility(facility(0, version=2, device=7)) == frozenset()
    assert registry.apply_facility(facility(0, version=1, device=7)) == frozenset()
    assert registry.apply_community(community(version=1)) is False
    assert registry.placement("device-7") is None


def test_a_change_names_the_devices_it_concerns() -> None:
    registry = registry_with(facility(0))
    assert registry.apply_facility(facility(0, version=2, device=5)) == {"device-0", "device-5"}
    assert registry.placement("device-0") is None
    assert registry.placement("device-5") == Placement(
        facility_id(0), LONG_AGO, COMMUNITY, LONG_AGO
    )


def test_a_device_whose_move_is_half_told_counts_in_its_later_place() -> None:
    registry = registry_with(
        facility(0, device=0), facility(1, device=0, community_id=OTHER, since=at(0))
    )
    placement = registry.placement("device-0")
    assert placement is not None
    assert (placement.facility_id, placement.community_id) == (facility_id(1), OTHER)


def test_a_facility_counts_from_the_later_of_device_and_membership() -> None:
    later = facility(0, since=at(5))
    registry = registry_with(
        Facility(
            later.facility_id,
            1,
            later.user_ids,
            facility(0).device,
            later.membership,
        )
    )
    placement = registry.placement("device-0")
    assert placement is not None
    assert (placement.measures_since, placement.counts_since) == (LONG_AGO, at(5))


def test_members_are_the_users_of_the_communitys_facilities() -> None:
    registry = registry_with(
        facility(0, users=[0, 1]), facility(1, users=[1, 2]), facility(2, community_id=OTHER)
    )
    assert registry.members(COMMUNITY) == {user_id(0), user_id(1), user_id(2)}
    registry.apply_facility(Facility(facility_id(1), 2, removed=True))
    assert registry.members(COMMUNITY) == {user_id(0), user_id(1)}
    assert registry.facilities_of(COMMUNITY) == {facility_id(0)}


def test_representative_and_members_may_see_a_community_and_others_may_not() -> None:
    access = Access(registry_with(community(), facility(0), facility(1, community_id=OTHER)))
    access.check_community(user_id(99), COMMUNITY)
    access.check_community(user_id(0), COMMUNITY)
    with pytest.raises(NotAuthorizedError):
        access.check_community(user_id(1), COMMUNITY)
    with pytest.raises(NotFoundError):
        access.check_community(user_id(0), OTHER)


def test_only_users_of_a_facility_may_see_it() -> None:
    access = Access(registry_with(community(), facility(0)))
    access.check_facility(user_id(0), facility_id(0))
    with pytest.raises(NotAuthorizedError):
        access.check_facility(user_id(99), facility_id(0))
    with pytest.raises(NotFoundError):
        access.check_facility(user_id(0), facility_id(1))


def test_what_is_removed_is_unknown() -> None:
    registry = registry_with(
        community(),
        facility(0),
        Facility(facility_id(0), 2, removed=True),
        Community(COMMUNITY, 2, removed=True),
    )
    assert registry.facility(facility_id(0)) is None
    assert registry.community(COMMUNITY) is None
