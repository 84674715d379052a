"""Users, roles, devices and the facility's own history (FR5 to FR7)."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.chassis.errors import DeviceNotFoundError
from services.community.domain.errors import (
    AccessNotFoundError,
    FacilityInCommunityError,
    IntervalOverlapError,
    InvalidDeviceIdError,
    InvalidEffectiveDateError,
    LastOwnerError,
    NotOwnerError,
    OwnerExcludedError,
    PlantTooPowerfulError,
    SubstationDiffersError,
    TooManyFacilitiesError,
    TooManyUsersError,
)
from services.community.domain.facility import (
    MAX_FACILITIES_OF_OWNER,
    MAX_USERS,
    Facility,
    FacilityRole,
    FittedDevice,
)
from services.community.domain.facility_settings import OwnerKind
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import Timeline
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    NOON,
    OTHER_SUBSTATION,
    at,
    behind_transformers,
    community,
    facility,
    facility_settings,
)


def attached(device_id: str, hours: float, to: Facility | None = None) -> Facility:
    return (to or facility()).attach_device(device_id, requested_from=at(hours), now=at(100))


def test_who_adds_a_facility_owns_it() -> None:
    """FR5.1"""
    new = facility(owner=ANNA)

    assert new.is_owned_by(ANNA)
    assert new.version == 1
    new.require_owner(ANNA)
    with pytest.raises(NotOwnerError):
        new.require_owner(BRUNO)


def test_nobody_adds_facilities_without_end() -> None:
    with pytest.raises(TooManyFacilitiesError):
        Facility.registered(
            UUID(int=1),
            facility_settings(),
            owner=ANNA,
            owned_before=MAX_FACILITIES_OF_OWNER,
            now=NOON,
        )


people = st.sampled_from([ANNA, BRUNO, CARLA])
changes_of_access = st.lists(
    st.tuples(people, st.one_of(st.none(), st.sampled_from(FacilityRole))), max_size=15
)


@given(changes_of_access)
def test_roles_equal_a_model_and_an_owner_remains(
    changes: list[tuple[UUID, FacilityRole | None]],
) -> None:
    """FR6.1"""
    house, model = facility(owner=ANNA), {ANNA: FacilityRole.OWNER}
    for user, role in changes:
        wanted = {k: v for k, v in model.items() if k != user} | ({user: role} if role else {})
        if role is None and user not in model:
            with pytest.raises(AccessNotFoundError):
                house.revoke(user, NOON)
        elif FacilityRole.OWNER not in wanted.values():
            with pytest.raises(LastOwnerError):
                house.grant(user, role, NOON) if role else house.revoke(user, NOON)
        else:
            before = house
            house = house.grant(user, role, NOON) if role else house.revoke(user, NOON)
            assert house.version == before.version + (wanted != model)
            model = wanted

    assert {access.user_id: access.role for access in house.accesses} == model


def test_a_facility_has_so_many_users_and_no_more() -> None:
    full = facility(owner=ANNA)
    for number in range(MAX_USERS - 1):
        full = full.grant(UUID(int=number), FacilityRole.VIEWER, NOON)

    with pytest.raises(TooManyUsersError):
        full.grant(BRUNO, FacilityRole.VIEWER, NOON)
    promoted = full.grant(UUID(int=0), FacilityRole.MANAGER, NOON)
    assert promoted.role_of(UUID(int=0)) is FacilityRole.MANAGER


def test_a_device_counts_from_its_effective_date() -> None:
    """ADR 0005"""
    house = attached("meter-1", -48)

    assert house.device_id == "meter-1"
    assert house.devices.at(at(-48)) == FittedDevice("meter-1", 1.0)
    assert house.devices.at(at(-49)) is None


def test_a_second_device_takes_the_place_of_the_first() -> None:
    house = attached("meter-2", 2, attached("meter-1", 0))

    assert [
        (each.value.device_id, each.valid_from, each.valid_to) for each in house.devices.intervals
    ] == [("meter-1", at(0), at(2)), ("meter-2", at(2), None)]


def test_attaching_again_changes_nothing() -> None:
    house = attached("meter-1", 0)

    assert attached("meter-1", 0, house) is house
    assert house.attach_device("meter-1", requested_from=None, now=at(5)) is house


def test_a_device_does_not_reach_into_closed_books() -> None:
    house = attached("meter-1", 0).detach_device(at(3))

    with pytest.raises(IntervalOverlapError):
        attached("meter-2", 2, house)
    with pytest.raises(InvalidEffectiveDateError):
        attached("meter-2", 101, house)
    assert attached("meter-2", 3, house).device_id == "meter-2"


@pytest.mark.parametrize("device_id", ["", "-x", "a b", "a/b", "à", "x" * 65, "a\n", "+", "#"])
def test_a_device_id_fits_a_topic(device_id: str) -> None:
    with pytest.raises(InvalidDeviceIdError):
        attached(device_id, 0)


def test_no_device_no_removal() -> None:
    with pytest.raises(DeviceNotFoundError):
        facility().detach_device(NOON)


def test_a_new_constant_holds_from_now_and_not_before() -> None:
    """R9: books of the past keep the K they were made with."""
    house = attached("meter-1", 0, facility(owner=ANNA)).with_settings(
        behind_transformers(25.0), at(4)
    )

    assert house.devices.at(at(3)) == FittedDevice("meter-1", 1.0)
    assert house.devices.at(at(4)) == FittedDevice("meter-1", 25.0)


def test_what_decides_incentives_has_a_time() -> None:
    """A grant from 2 on is no reason to restate what came before; a slip is."""
    house = facility(incentives_reduction=0.0)
    granted = facility_settings(incentives_reduction=0.25)

    since = house.with_settings(granted, at(4), facts_from=at(2))
    corrected = since.with_settings(facility_settings(incentives_reduction=0.2), at(5))
    again = since.with_settings(replace(granted, name="Villa"), at(5), facts_from=at(5))

    before = IncentiveFacts.of(house.settings)
    assert [since.former_facts.at(at(hour)) for hour in (-99, 1.99, 2)] == [before, before, None]
    assert corrected.former_facts == since.former_facts == again.former_facts
    assert house.with_settings(granted, at(4)).former_facts == Timeline()


def test_what_decided_incentives_is_written_down_once() -> None:
    granted = facility_settings(incentives_reduction=0.25)
    house = facility().with_settings(granted, at(4), facts_from=at(2))

    with pytest.raises(IntervalOverlapError):
        house.with_settings(facility_settings(), at(5), facts_from=at(1))
    with pytest.raises(InvalidEffectiveDateError):
        house.with_settings(facility_settings(), at(5), facts_from=at(6))
    at_once = house.with_settings(facility_settings(), at(5), facts_from=at(2))
    assert at_once.former_facts == house.former_facts, "it never was so"


def test_other_settings_leave_the_device_alone() -> None:
    house = attached("meter-1", 0)

    renamed = house.with_settings(facility_settings(name="Villa"), at(4))

    assert renamed.devices == house.devices
    assert renamed.settings.name == "Villa"


def test_in_a_community_the_rules_for_membership_go_on() -> None:
    """R2, R3, R4"""
    member = facility().join(community(), at(0), at(1))

    with pytest.raises(SubstationDiffersError):
        member.with_settings(facility_settings(primary_substation_code=OTHER_SUBSTATION), at(2))
    with pytest.raises(PlantTooPowerfulError):
        member.with_settings(facility_settings(max_production_w=1_000_001.0), at(2))
    with pytest.raises(OwnerExcludedError):
        member.with_settings(facility_settings(owner_kind=OwnerKind.LARGE_COMPANY), at(2))
    free = member.leave_community(at(2))
    moved = free.with_settings(facility_settings(primary_substation_code=OTHER_SUBSTATION), at(3))
    assert moved.settings.primary_substation_code == OTHER_SUBSTATION


def test_a_facility_joins_one_community_at_a_time() -> None:
    """R1"""
    member = facility().join(community(101), at(0), at(1))

    with pytest.raises(FacilityInCommunityError):
        member.join(community(102), at(1), at(1))
    moved = member.leave_community(at(2)).join(community(102), at(2), at(2))
    assert moved.communities.at(at(1)) == community(101).community_id
    assert moved.community_id == community(102).community_id


def test_what_is_removed_keeps_its_past() -> None:
    """FR5.2: its device goes with it."""
    house = attached("meter-1", 0).join(community(), at(0), at(1))

    removed = house.removed(at(9))

    assert removed.accesses == ()
    assert (removed.device_id, removed.community_id) == (None, None)
    assert removed.devices.at(at(8)) == FittedDevice("meter-1", 1.0)
    assert removed.communities.at(at(8)) == community().community_id
    assert removed.version == house.version + 1
