"""R1, FR9: the registry's projection takes whole states in any order."""

from dataclasses import replace
from uuid import UUID

import pytest

from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.registry import (
    Community,
    DevicePeriod,
    Facility,
    FacilityFacts,
    Membership,
    contains,
    period_of,
)
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME, ROOF, at

COMMUNITY = UUID(int=77)
OTHER = UUID(int=78)
ALICE = UUID(int=900)


def facility(version: int, *, device: str = "meter-1", community: UUID = COMMUNITY) -> Facility:
    period = Period(EARLIEST, LATEST)
    return Facility(
        facility_id=HOME,
        version=version,
        removed=False,
        users=frozenset({ALICE}),
        devices=(DevicePeriod(device, HOME, period),),
        memberships=(Membership(community, HOME, period),),
    )


def test_an_older_or_equal_version_is_ignored() -> None:
    registry = RegistryProjection()
    registry.put_facility(newer := facility(2, device="new"))
    registry.put_facility(facility(1, device="old"))
    registry.put_facility(facility(2, device="same"))

    assert registry.facility(HOME) == newer
    assert registry.facilities_of_device("old") == []
    assert registry.facilities_of_device("same") == []
    assert registry.facilities_of_device("new") == [newer]


def test_a_new_state_replaces_every_link_of_the_old_one() -> None:
    registry = RegistryProjection()
    registry.put_facility(facility(1, device="old", community=OTHER))
    registry.put_facility(facility(2, device="new", community=COMMUNITY))

    assert registry.facilities_of_device("old") == []
    assert registry.memberships(OTHER) == []
    assert registry.facilities_of_community(OTHER) == []
    assert [m.facility_id for m in registry.memberships(COMMUNITY)] == [HOME]
    assert registry.facility_count() == 1


def test_a_removed_facility_keeps_its_past() -> None:
    registry = RegistryProjection()
    registry.put_facility(facility(1))
    registry.put_facility(replace(facility(2), removed=True, users=frozenset()))

    assert [m.facility_id for m in registry.memberships(COMMUNITY)] == [HOME]
    removed = registry.facility(HOME)
    assert removed is not None
    assert removed.removed
    assert registry.facilities_of_community(COMMUNITY) == [removed]


def test_all_who_ever_belonged_to_a_community_are_found_by_id() -> None:
    registry = RegistryProjection()
    left = Membership(COMMUNITY, ROOF, Period(EARLIEST, at(0)))
    back = Membership(COMMUNITY, ROOF, Period(at(60), LATEST))
    roof = replace(facility(1), facility_id=ROOF, memberships=(left, back))
    elsewhere = replace(facility(1, community=OTHER), facility_id=UUID(int=9))
    for each in (elsewhere, roof, home := facility(1)):
        registry.put_facility(each)

    assert registry.facilities_of_community(COMMUNITY) == sorted(
        [home, roof], key=lambda each: each.facility_id
    )
    assert registry.memberships(COMMUNITY)[-2:] == [left, back]


@pytest.mark.parametrize(
    ("source", "power_mw", "is_photovoltaic"),
    [("photovoltaic", 1, True), ("photovoltaic", 0, False), ("wind", 1, False)],
)
def test_the_regions_surcharge_is_for_photovoltaic_plants(
    source: str, power_mw: int, is_photovoltaic: bool
) -> None:
    facts = FacilityFacts(plant_source=source, max_production_mw=power_mw)

    assert facts.is_photovoltaic == is_photovoltaic


def test_what_a_facility_may_feed_in_is_known_with_its_facts() -> None:
    known = FacilityFacts(region="Marche", max_production_mw=4_500_000)
    limits = [replace(facility(1), facts=each).max_export_mw for each in (FacilityFacts(), known)]

    assert limits == [None, 4_500_000]


def test_communities_too_keep_their_newest_version() -> None:
    registry = RegistryProjection()
    newer = Community(COMMUNITY, version=2, removed=True, representative_id=None)
    registry.put_community(newer)
    registry.put_community(Community(COMMUNITY, version=1, removed=False, representative_id=ALICE))

    assert registry.community(COMMUNITY) == newer
    assert registry.community(OTHER) is None


def test_unknown_things_are_empty() -> None:
    registry = RegistryProjection()

    assert registry.facility(HOME) is None
    assert registry.facilities_of_device("nobody") == []
    assert registry.memberships(COMMUNITY) == []
    assert registry.facilities_of_community(COMMUNITY) == []


def test_open_intervals_last_and_closed_ones_exclude_their_end() -> None:
    assert contains(period_of(at(0), None), at(10**8))
    assert not contains(period_of(at(0), at(5)), at(5))
    assert contains(period_of(at(0), at(5)), at(0))
