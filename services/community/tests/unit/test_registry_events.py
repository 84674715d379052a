"""What the other services are told fits through the stream, however long a history is."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from libs.contracts import streams, subjects
from libs.contracts.v1.registry import (
    REGISTRY_DECODER,
    CommunityState,
    FacilityRemoved,
    FacilityState,
    FormerFacts,
    SurplusPolicy,
    community_at,
    device_interval_at,
)
from services.community.domain.community import Community
from services.community.domain.facility import (
    MAX_USERS,
    Access,
    Facility,
    FacilityRole,
    FittedDevice,
)
from services.community.domain.facility_settings import MemberType, OwnerKind, PlantSource
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import (
    EARLIEST_VALID_FROM,
    MAX_INTERVALS,
    Interval,
    Timeline,
)
from services.community.domain.surplus_policy import DEFAULT_POLICY
from services.community.outbound import registry_events
from services.community.tests.samples import (
    ANNA,
    BRUNO,
    NOON,
    POLICY,
    at,
    behind_transformers,
    community,
    facility,
    facility_settings,
)


def moved_house() -> Facility:
    """K changes at 2, it belongs to the community from 1 to 3, the device goes at 4."""
    house = facility().attach_device("meter-1", requested_from=at(0), now=at(0))
    house = house.join(community(), at(1), at(1))
    house = house.with_settings(behind_transformers(25.0), at(2))
    return house.leave_community(at(3)).detach_device(at(4))


def test_a_facility_is_told_whole_with_its_past() -> None:
    event = registry_events.facility_changed(moved_house())

    state = REGISTRY_DECODER.decode(event.payload)
    assert event.subject == subjects.facility(UUID(int=1))
    assert isinstance(state, FacilityState)
    assert (state.name, state.member_type, state.meter_kind) == ("Casa", "self-consumer", "GESIS")
    assert [(user.user_id, user.role) for user in state.users] == [(ANNA, "owner")]
    in_force = [device_interval_at(state, "meter-1", at(hour)) for hour in (-1, 1, 3, 4)]
    assert [each and each.transformation_constant for each in in_force] == [None, 1, 25, None]
    member_of = [community_at(state, at(hour)) for hour in (0, 1, 2, 3)]
    assert member_of == [None, community().community_id, community().community_id, None]


def test_what_decides_incentives_is_told_also_of_what_is_removed() -> None:
    """The books restate a month of a facility that is no more."""
    mill = facility(
        region="Lazio",
        member_type=MemberType.PRODUCER,
        max_production_w=90_000.0,
        commissioned_on=date(2024, 2, 29),
        plant_source=PlantSource.HYDRO,
        regional_bonus=False,
        incentives_reduction=0.25,
        owner_kind=OwnerKind.ASSOCIATION,
        storage_efficiency=0.88,
    )

    told = [
        REGISTRY_DECODER.decode(event.payload)
        for event in (
            registry_events.facility_changed(mill),
            registry_events.facility_removed(mill.removed(at(1))),
        )
    ]

    for event in told:
        assert isinstance(event, FacilityState | FacilityRemoved)
        assert (event.region, event.member_type) == ("Lazio", "producer")
        assert (event.max_production_w, event.commissioned_on) == (90_000.0, date(2024, 2, 29))
        assert (event.plant_source, event.regional_bonus) == ("hydro", False)
        assert (event.incentives_reduction, event.owner_kind) == (0.25, "association")
        assert event.storage_efficiency == 0.88


def test_what_decided_incentives_before_is_told_with_its_time() -> None:
    """A grant since 3, a company since 5; the past of a removed one stays."""
    granted = {"incentives_reduction": 0.25}
    house = facility().with_settings(facility_settings(**granted), at(4), facts_from=at(3))
    settings = facility_settings(owner_kind=OwnerKind.SMALL_COMPANY, **granted)
    house = house.with_settings(settings, at(6), facts_from=at(5))

    for event in (
        registry_events.facility_changed(house),
        registry_events.facility_removed(house.removed(at(7))),
    ):
        told = REGISTRY_DECODER.decode(event.payload)
        assert isinstance(told, FacilityState | FacilityRemoved)
        assert (told.owner_kind, told.incentives_reduction) == ("small-company", 0.25)
        assert told.former_facts == (
            FormerFacts(
                member_type="self-consumer",
                owner_kind="natural-person",
                incentives_reduction=0.0,
                valid_from=EARLIEST_VALID_FROM,
                valid_to=at(3),
            ),
            FormerFacts(
                member_type="self-consumer",
                owner_kind="natural-person",
                incentives_reduction=0.25,
                valid_from=at(3),
                valid_to=at(5),
            ),
        )


def test_a_tombstone_keeps_the_past_and_names_nobody() -> None:
    house = moved_house()

    event = registry_events.facility_removed(house.removed(at(5)))

    tombstone = REGISTRY_DECODER.decode(event.payload)
    assert isinstance(tombstone, FacilityRemoved)
    assert tombstone.version == house.version + 1
    for trace in (str(ANNA), house.settings.name, house.settings.primary_substation_code):
        assert trace not in event.payload.decode()
    assert community_at(tombstone, at(2)) == community().community_id
    assert device_interval_at(tombstone, "meter-1", at(4)) is None


def test_a_community_is_told_whole() -> None:
    event = registry_events.community_changed(community(founder=BRUNO, surplus_policy=POLICY))

    assert REGISTRY_DECODER.decode(event.payload) == CommunityState(
        community_id=UUID(int=101),
        version=1,
        changed_at=NOON,
        name="Solara",
        representative_id=BRUNO,
        primary_substation_code="AC001E00001",
        market_zone="CNOR",
        surplus_policy=SurplusPolicy(**asdict(POLICY)),
    )


def test_both_sides_have_the_same_default_policy() -> None:
    """A community that said nothing is told as one that was told before the fields were there."""
    assert SurplusPolicy(**asdict(DEFAULT_POLICY)) == SurplusPolicy()


def test_a_version_has_one_id_and_another_version_another() -> None:
    house, solara = facility(), community()
    renamed = house.with_settings(facility_settings(name="Villa"), at(1))

    ids = {
        registry_events.facility_changed(house).event_id,
        registry_events.facility_changed(house).event_id,
        registry_events.facility_changed(renamed).event_id,
        registry_events.community_changed(solara).event_id,
    }

    assert len(ids) == 3


def test_the_largest_facility_fits_into_a_message() -> None:
    intervals = range(MAX_INTERVALS)
    largest = Facility(
        facility_id=UUID(int=1),
        version=10**9,
        changed_at=NOON,
        settings=facility_settings(name="\N{SUN WITH FACE}" * 200, region="\u00e0" * 200),
        accesses=tuple(Access(UUID(int=n), FacilityRole.MANAGER) for n in range(MAX_USERS)),
        devices=Timeline(
            tuple(
                Interval(FittedDevice("x" * 64, 1 / 3), at(n + 1e-9), at(n + 0.9999))
                for n in intervals
            )
        ),
        communities=Timeline(
            tuple(Interval(UUID(int=n), at(n + 0.3333), at(n + 0.9999)) for n in intervals)
        ),
        former_facts=Timeline(
            tuple(
                Interval(
                    IncentiveFacts(MemberType.SELF_CONSUMER, OwnerKind.NATURAL_PERSON, 1 / 3),
                    at(n + 0.3333),
                    at(n + 0.9999),
                )
                for n in intervals
            )
        ),
    )

    size = len(registry_events.facility_changed(largest).payload)

    assert size < streams.REGISTRY.max_message_bytes


def test_a_communitys_tombstone_names_nobody() -> None:
    gone: Community = community(founder=BRUNO).dissolved(at(1))

    event = registry_events.community_removed(gone)

    assert event.subject == subjects.community(gone.community_id)
    assert str(BRUNO) not in event.payload.decode()
