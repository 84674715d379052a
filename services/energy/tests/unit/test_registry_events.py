"""What the community service tells is kept in the domain's terms."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from libs.chassis.bus_message import BusMessage
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1 import registry as told
from libs.contracts.v1.registry import (
    CommunityInterval,
    CommunityRemoved,
    CommunityState,
    DeviceInterval,
    FacilityRemoved,
    FacilityState,
    FacilityUser,
)
from services.energy.domain.calendar import LATEST, Period
from services.energy.domain.registry import FacilityFacts, FormerFacts
from services.energy.inbound.events.registry import RegistryHandler
from services.energy.outbound.books.memory import MemoryBooks
from services.energy.outbound.registry import RegistryProjection
from services.energy.tests.samples import HOME, NOON, at
from services.energy.tests.stage import placing

COMMUNITY = UUID(int=77)
ALICE, BOB = UUID(int=900), UUID(int=901)


def message(data: bytes) -> BusMessage:
    return BusMessage(subjects.facility(HOME), data)


def registry_handler(registry: RegistryProjection) -> RegistryHandler:
    return RegistryHandler(registry, placing(MemoryBooks(), registry, readings_at_once=10))


FACILITY = FacilityState(
    facility_id=HOME,
    version=3,
    changed_at=NOON,
    name="Casa",
    region="Marche",
    primary_substation_code="AC001E00001",
    member_type="self-consumer",
    meter_kind="GEMIS",
    max_consumption_w=3_000,
    max_production_w=4_500,
    commissioned_on=date(2024, 2, 29),
    plant_source="hydro",
    regional_bonus=False,
    incentives_reduction=0.25,
    owner_kind="association",
    storage_efficiency=0.88,
    users=(
        FacilityUser(user_id=ALICE, role="viewer"),
        FacilityUser(user_id=BOB, role="owner"),
    ),
    devices=(DeviceInterval(device_id="meter-1", transformation_constant=1, valid_from=at(0)),),
    communities=(
        CommunityInterval(community_id=COMMUNITY, valid_from=at(0), valid_to=at(60)),
        CommunityInterval(community_id=UUID(int=78), valid_from=at(60)),
    ),
    former_facts=(
        told.FormerFacts(
            member_type="consumer",
            owner_kind="natural-person",
            incentives_reduction=0.0,
            valid_from=datetime(2000, 1, 1, tzinfo=UTC),
            valid_to=at(30),
        ),
    ),
)


FACTS = FacilityFacts(
    region="Marche",
    member_type="self-consumer",
    max_production_mw=4_500_000,
    commissioned_on=date(2024, 2, 29),
    plant_source="hydro",
    regional_bonus=False,
    incentives_reduction=0.25,
    owner_kind="association",
    storage_efficiency=0.88,
    former=(FormerFacts(until=at(30), incentives_reduction=0.0, owner_kind="natural-person"),),
)


async def test_the_registry_is_kept_in_the_domains_terms() -> None:
    registry = RegistryProjection()
    community = CommunityState(
        community_id=COMMUNITY,
        version=1,
        changed_at=NOON,
        name="Solara",
        representative_id=ALICE,
        primary_substation_code="AC001E00001",
        market_zone="CNOR",
    )

    await registry_handler(registry)(
        [message(encode(FACILITY)), message(b"rubbish"), message(encode(community))]
    )

    (facility,) = registry.facilities_of_device("meter-1")
    assert facility.users == {ALICE, BOB}
    assert facility.owners == {BOB}
    assert (facility.max_import_mw, facility.max_export_mw) == (3_000_000, 4_500_000)
    assert (facility.name, facility.facts) == ("Casa", FACTS)
    assert facility.devices[0].period == Period(at(0), LATEST)
    assert registry.memberships(COMMUNITY)[0].period == Period(at(0), at(60))
    kept = registry.community(COMMUNITY)
    assert kept is not None
    assert kept.representative_id == ALICE
    assert (kept.name, kept.market_zone) == ("Solara", "CNOR")


async def test_tombstones_are_kept_too() -> None:
    registry = RegistryProjection()
    removed = FacilityRemoved(
        facility_id=HOME,
        version=4,
        changed_at=at(9),
        region=FACILITY.region,
        member_type=FACILITY.member_type,
        max_production_w=FACILITY.max_production_w,
        commissioned_on=FACILITY.commissioned_on,
        plant_source=FACILITY.plant_source,
        regional_bonus=FACILITY.regional_bonus,
        incentives_reduction=FACILITY.incentives_reduction,
        owner_kind=FACILITY.owner_kind,
        storage_efficiency=FACILITY.storage_efficiency,
        former_facts=FACILITY.former_facts,
        communities=FACILITY.communities[:1],
    )
    gone = CommunityRemoved(community_id=COMMUNITY, version=2, changed_at=at(9))

    await registry_handler(registry)([message(encode(e)) for e in (FACILITY, removed, gone)])

    facility, community = registry.facility(HOME), registry.community(COMMUNITY)
    assert facility is not None
    assert facility.removed
    assert not facility.users | facility.owners
    assert (facility.name, facility.facts) == ("", FACTS)
    assert len(registry.memberships(COMMUNITY)) == 1
    assert community is not None
    assert community.removed


async def test_a_tombstone_of_yesterday_says_nothing_of_incentives() -> None:
    """It was told before tombstones kept the facts, and is told again at every start."""
    registry = RegistryProjection()
    told = {"type": "FacilityRemoved", "facility_id": str(HOME), "version": 4}
    data = msgspec.json.encode(told | {"changed_at": "2026-06-21T10:00:00Z"})

    await registry_handler(registry)([message(data)])

    facility = registry.facility(HOME)
    assert facility is not None
    assert not facility.facts.are_known
    assert facility.max_export_mw is None


async def test_the_registry_may_be_told_again_from_the_start() -> None:
    registry = RegistryProjection()
    handle = registry_handler(registry)
    older = msgspec.structs.replace(FACILITY, version=2, users=())

    await handle([message(encode(FACILITY))])
    await handle([message(encode(older)), message(encode(FACILITY))])

    facility = registry.facility(HOME)
    assert facility is not None
    assert facility.users == {ALICE, BOB}
    assert timedelta(0) < facility.devices[0].period.end - at(0)
