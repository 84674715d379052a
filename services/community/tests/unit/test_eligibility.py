"""What the rules make of a community (R1 to R4)."""

from datetime import date
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.community.domain.community import CommunityStatus
from services.community.domain.eligibility import (
    MAX_NAMED_FACILITIES,
    ConnectionPoint,
    FindingCode,
    FindingKind,
    eligibility_of,
)
from services.community.domain.facility_settings import FacilitySettings, MemberType, OwnerKind
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    CARLA,
    OTHER_SUBSTATION,
    SUBSTATION,
    facility_settings,
)

BEFORE, AFTER = date(2020, 3, 1), date(2023, 5, 1)
CONSUMER = facility_settings(
    member_type=MemberType.CONSUMER, max_production_w=0.0, commissioned_on=None
)


def point(number: int, settings: FacilitySettings, *owners: UUID) -> ConnectionPoint:
    return ConnectionPoint(facility_id=UUID(int=number), settings=settings, owner_ids=owners)


def roof(power_w: float, started: date = AFTER) -> FacilitySettings:
    return facility_settings(max_production_w=power_w, commissioned_on=started)


def codes(*points: ConnectionPoint) -> list[FindingCode]:
    return [finding.code for finding in eligibility_of(points, SUBSTATION).findings]


def test_a_roof_and_a_flat_of_two_people_are_enough() -> None:
    found = eligibility_of([point(1, roof(4_500.0), ANNA), point(2, CONSUMER, BRUNO)], SUBSTATION)

    assert (found.is_eligible, found.findings) == (True, ())
    assert found.status is CommunityStatus.ACTIVE
    assert (found.member_count, found.connection_point_count) == (2, 2)
    assert (found.consumer_count, found.producer_count) == (2, 1)
    assert (found.plant_power_w, found.older_plant_share) == (4_500.0, 0.0)


def test_an_empty_community_is_told_all_it_misses() -> None:
    found = eligibility_of([], SUBSTATION)

    assert found.status is CommunityStatus.FORMING
    assert [(one.code, one.kind, one.limit, one.found) for one in found.findings] == [
        (FindingCode.TOO_FEW_MEMBERS, FindingKind.MISSING, 2, 0),
        (FindingCode.TOO_FEW_CONNECTION_POINTS, FindingKind.MISSING, 2, 0),
        (FindingCode.NO_CONSUMER, FindingKind.MISSING, 1, 0),
        (FindingCode.NO_PRODUCER, FindingKind.MISSING, 1, 0),
    ]


def test_one_person_with_two_roofs_is_one_member() -> None:
    assert codes(point(1, roof(1.0), ANNA), point(2, roof(1.0), ANNA)) == [
        FindingCode.TOO_FEW_MEMBERS
    ]


def test_pure_producers_need_somebody_who_consumes() -> None:
    plant = facility_settings(member_type=MemberType.PRODUCER)

    assert codes(point(1, plant, ANNA), point(2, plant, BRUNO)) == [FindingCode.NO_CONSUMER]


@pytest.mark.parametrize(
    ("settings", "code", "limit"),
    [
        (roof(1_000_001.0), FindingCode.PLANT_TOO_POWERFUL, 1_000_000.0),
        (
            facility_settings(primary_substation_code=OTHER_SUBSTATION),
            FindingCode.SUBSTATION_DIFFERS,
            None,
        ),
        (
            facility_settings(owner_kind=OwnerKind.LARGE_COMPANY),
            FindingCode.OWNER_EXCLUDED,
            None,
        ),
    ],
)
def test_who_breaks_a_rule_is_named(
    settings: FacilitySettings, code: FindingCode, limit: float | None
) -> None:
    points = [point(1, roof(1.0), ANNA), point(2, CONSUMER, BRUNO), point(3, settings, CARLA)]

    found = eligibility_of(points, SUBSTATION)

    assert not found.is_eligible
    (finding,) = found.findings
    assert (finding.code, finding.kind, finding.limit) == (code, FindingKind.BREACH, limit)
    assert (finding.facility_ids, finding.facility_count) == ((UUID(int=3),), 1)


@pytest.mark.parametrize(
    ("older_w", "code", "eligible"),
    [
        (3_000.0, FindingCode.OLDER_PLANTS_WITHOUT_PREMIUM, True),
        (3_000.1, FindingCode.OLDER_PLANTS_EXCEED_SHARE, False),
    ],
)
def test_older_plants_are_up_to_three_tenths_of_the_power(
    older_w: float, code: FindingCode, eligible: bool
) -> None:
    """R3: their energy earns the valorization only."""
    points = [point(1, roof(7_000.0), ANNA), point(2, roof(older_w, BEFORE), BRUNO)]

    found = eligibility_of(points, SUBSTATION)

    (finding,) = found.findings
    assert (finding.code, found.is_eligible) == (code, eligible)
    assert finding.facility_ids == (UUID(int=2),)
    assert finding.found == found.older_plant_share == older_w / (7_000.0 + older_w)


settings_of_any_kind = st.builds(
    lambda power, started, member, kind, substation: facility_settings(
        max_production_w=power,
        commissioned_on=started,
        member_type=member,
        owner_kind=kind,
        primary_substation_code=substation,
    ),
    power=st.sampled_from([0.0, 0.0, 3_000.0, 900_000.0, 1_000_000.0, 2_000_000.0]),
    started=st.sampled_from([BEFORE, date(2021, 12, 16), AFTER]),
    member=st.sampled_from(MemberType),
    kind=st.sampled_from([*[OwnerKind.NATURAL_PERSON] * 4, *OwnerKind]),
    substation=st.sampled_from([SUBSTATION] * 5 + [OTHER_SUBSTATION]),
)
communities = st.lists(
    st.tuples(settings_of_any_kind, st.sampled_from([ANNA, BRUNO, CARLA])), max_size=6
).map(lambda made: [point(n, settings, owner) for n, (settings, owner) in enumerate(made)])


@given(communities, st.randoms(use_true_random=False))
def test_the_order_of_facilities_does_not_matter(
    points: list[ConnectionPoint], random: Random
) -> None:
    shuffled = random.sample(points, len(points))

    assert eligibility_of(shuffled, SUBSTATION) == eligibility_of(points, SUBSTATION)


@given(communities)
def test_a_community_is_eligible_exactly_when_the_law_says_so(
    points: list[ConnectionPoint],
) -> None:
    """The rules of regulation.md, said a second time and in other words."""
    of = [each.settings for each in points]
    powers = [one.max_production_w for one in of]
    older = [one.max_production_w for one in of if one.commissioned_on == BEFORE]
    lawful = (
        len({owner for each in points for owner in each.owner_ids}) >= 2
        and any(one.member_type != "producer" for one in of)
        and sum(powers) > 0
        and max(powers) <= 1e6
        and sum(older) * 10 <= sum(powers) * 3
        and {one.primary_substation_code for one in of} == {SUBSTATION}
        and all(one.owner_kind != "large-company" for one in of)
    )

    assert eligibility_of(points, SUBSTATION).is_eligible == lawful


@given(communities)
def test_breaches_name_facilities_and_what_is_missing_names_none(
    points: list[ConnectionPoint],
) -> None:
    known = {each.facility_id for each in points}

    for finding in eligibility_of(points, SUBSTATION).findings:
        assert set(finding.facility_ids) <= known
        assert finding.facility_count == len(finding.facility_ids)
        assert (finding.kind is FindingKind.MISSING) == (not finding.facility_ids)


def test_a_finding_names_not_more_facilities_than_a_screen_shows() -> None:
    broken = facility_settings(primary_substation_code=OTHER_SUBSTATION)
    points = [point(n, broken, ANNA) for n in range(MAX_NAMED_FACILITIES + 1)]

    (finding, *_) = [one for one in eligibility_of(points, SUBSTATION).findings if one.facility_ids]

    assert len(finding.facility_ids) == MAX_NAMED_FACILITIES
    assert finding.facility_count == MAX_NAMED_FACILITIES + 1
