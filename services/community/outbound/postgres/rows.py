"""Rows of the registry's tables as what they mean; back it goes by row_values.py."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from services.community.domain.community import (
    Community,
    CommunityRole,
    CommunitySettings,
)
from services.community.domain.consent import MembershipOffer, OfferKind
from services.community.domain.eligibility import ConnectionPoint
from services.community.domain.facility import Access, Facility, FacilityRole, FittedDevice
from services.community.domain.facility_settings import (
    FacilitySettings,
    MemberType,
    MeterKind,
    OwnerKind,
    PlantSource,
)
from services.community.domain.idempotency import IdempotencyKey, KeyedCreation
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import Interval, Timeline
from services.community.domain.overview import (
    Applicant,
    CommunityOverview,
    DeviceInPlace,
    FacilityOverview,
    MemberFacility,
    MembershipInPlace,
    OfferInSight,
)
from services.community.domain.removal import Restorable
from services.community.domain.surplus_policy import SurplusPolicy

Row = Mapping[str, Any]


def to_community(row: Row) -> Community:
    """A row of `community`."""
    return Community(
        community_id=row["community_id"],
        version=row["version"],
        changed_at=row["changed_at"],
        representative_id=row["representative_id"],
        proposed_representative_id=row["proposed_representative_id"],
        settings=CommunitySettings(
            name=row["name"],
            primary_substation_code=row["primary_substation_code"],
            market_zone=row["market_zone"],
            surplus_policy=to_surplus_policy(row),
        ),
    )


def to_surplus_policy(row: Row) -> SurplusPolicy:
    """The columns `surplus_*` of a row of `community`."""
    values = {each.name: row[f"surplus_{each.name}"] for each in fields(SurplusPolicy)}
    return SurplusPolicy(**values | {"holidays": tuple(values["holidays"])})


def to_community_overview(row: Row) -> CommunityOverview:
    """A row of `community` with counts and role."""
    return CommunityOverview(
        community=to_community(row),
        facility_count=row["facility_count"],
        owner_count=row["owner_count"],
        role=to_community_role(row),
    )


def to_community_role(row: Row) -> CommunityRole | None:
    """The asking user's role."""
    return CommunityRole(row["role"]) if row["role"] else None


def to_facility_role(row: Row) -> FacilityRole | None:
    """The asking user's role."""
    return FacilityRole(row["role"]) if row["role"] else None


def to_facility_settings(row: Row) -> FacilitySettings:
    """A row of `facility`."""
    return FacilitySettings(
        name=row["name"],
        region=row["region"],
        primary_substation_code=row["primary_substation_code"],
        member_type=MemberType(row["member_type"]),
        meter_kind=MeterKind(row["meter_kind"]),
        transformation_constant=row["transformation_constant"],
        max_consumption_w=row["max_consumption_w"],
        max_production_w=row["max_production_w"],
        commissioned_on=row["commissioned_on"],
        regional_bonus=row["regional_bonus"],
        incentives_reduction=row["incentives_reduction"],
        owner_kind=OwnerKind(row["owner_kind"]),
        plant_source=PlantSource(row["plant_source"]),
        storage_efficiency=row["storage_efficiency"],
    )


def to_facility_overview(row: Row) -> FacilityOverview:
    """A row of `facility` with role, device and community."""
    facility_id = row["facility_id"]
    device = membership = None
    if row["device_id"] is not None:
        device = DeviceInPlace(
            device_id=row["device_id"],
            facility_id=facility_id,
            transformation_constant=row["fitted_constant"],
            valid_from=row["device_from"],
        )
    if row["community_id"] is not None:
        membership = MembershipInPlace(
            community_id=row["community_id"],
            community_name=row["community_name"],
            valid_from=row["member_from"],
        )
    return FacilityOverview(
        facility_id=facility_id,
        version=row["version"],
        changed_at=row["changed_at"],
        settings=to_facility_settings(row),
        role=to_facility_role(row),
        device=device,
        membership=membership,
    )


def to_facilities(
    rows: Sequence[Row],
    accesses: Iterable[Row],
    devices: Iterable[Row],
    memberships: Iterable[Row],
    former_facts: Iterable[Row],
) -> list[Facility]:
    """Rows of `facility` with the rows that belong to them, each in order."""
    accesses_of, devices_of, memberships_of, former_of = map(
        _by_facility, (accesses, devices, memberships, former_facts)
    )
    return [
        Facility(
            facility_id=row["facility_id"],
            version=row["version"],
            changed_at=row["changed_at"],
            settings=to_facility_settings(row),
            accesses=tuple(to_access(access) for access in accesses_of.get(row["facility_id"], ())),
            devices=Timeline(
                tuple(to_device_interval(item) for item in devices_of.get(row["facility_id"], ()))
            ),
            communities=Timeline(
                tuple(
                    Interval(item["community_id"], item["valid_from"], item["valid_to"])
                    for item in memberships_of.get(row["facility_id"], ())
                )
            ),
            former_facts=Timeline(
                tuple(map(to_former_facts, former_of.get(row["facility_id"], ())))
            ),
        )
        for row in rows
    ]


def to_access(row: Row) -> Access:
    """A row of `facility_access`."""
    return Access(row["user_id"], FacilityRole(row["role"]))


def to_device_interval(row: Row) -> Interval[FittedDevice]:
    """A row of `device_interval`."""
    return Interval(
        FittedDevice(row["device_id"], row["transformation_constant"]),
        row["valid_from"],
        row["valid_to"],
    )


def to_former_facts(row: Row) -> Interval[IncentiveFacts]:
    """A row of `former_facts`."""
    facts = IncentiveFacts(
        MemberType(row["member_type"]), OwnerKind(row["owner_kind"]), row["incentives_reduction"]
    )
    return Interval(facts, row["valid_from"], row["valid_to"])


def to_offer(row: Row) -> MembershipOffer:
    """A row of `membership_offer`."""
    return MembershipOffer(
        community_id=row["community_id"],
        facility_id=row["facility_id"],
        kind=OfferKind(row["kind"]),
        offered_by=row["offered_by"],
        offered_at=row["offered_at"],
        valid_from=row["valid_from"],
    )


def to_offer_in_sight(row: Row) -> OfferInSight:
    """A row of `membership_offer` with the facility's columns, which are null of an invitation."""
    applicant = None
    if row["name"] is not None:
        applicant = Applicant(
            name=row["name"],
            member_type=MemberType(row["member_type"]),
            max_consumption_w=row["max_consumption_w"],
            max_production_w=row["max_production_w"],
        )
    return OfferInSight(to_offer(row), applicant)


def to_creation(row: Row) -> KeyedCreation:
    """A row of `keyed_creation`."""
    return KeyedCreation(
        row["user_id"],
        IdempotencyKey(row["key"], row["fingerprint"]),
        row["entity_id"],
        row["created_at"],
    )


def to_member_facility(row: Row) -> MemberFacility:
    """A facility as its community sees it."""
    return MemberFacility(
        facility_id=row["facility_id"],
        name=row["name"],
        member_type=MemberType(row["member_type"]),
        max_consumption_w=row["max_consumption_w"],
        max_production_w=row["max_production_w"],
        valid_from=row["valid_from"],
    )


def to_connection_point(row: Row) -> ConnectionPoint:
    """A row of `facility` with its owners."""
    return ConnectionPoint(
        facility_id=row["facility_id"],
        settings=to_facility_settings(row),
        owner_ids=tuple(row["owner_ids"]),
    )


def to_device_in_place(row: Row) -> DeviceInPlace:
    """A row of `device_interval` that is open."""
    return DeviceInPlace(
        device_id=row["device_id"],
        facility_id=row["facility_id"],
        transformation_constant=row["transformation_constant"],
        valid_from=row["valid_from"],
    )


def to_restorable(row: Row) -> Restorable:
    """What a removed facility or community is found by."""
    return Restorable(entity_id=row["entity_id"], name=row["name"], removed_at=row["removed_at"])


def _by_facility(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    grouped: dict[UUID, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["facility_id"], []).append(row)
    return grouped
