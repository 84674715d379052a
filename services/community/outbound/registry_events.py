"""The registry's state as the other services read it (libs/contracts/v1/registry.py)."""

from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid5

from libs.chassis.outbox import OutgoingEvent
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1 import registry as contract
from services.community.domain.community import Community
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.facility_settings import FacilitySettings
from services.community.domain.incentive_facts import IncentiveFacts
from services.community.domain.interval import Timeline


def facility_changed(facility: Facility) -> OutgoingEvent:
    """The facility's whole state."""
    settings = facility.settings
    state = contract.FacilityState(
        facility_id=facility.facility_id,
        version=facility.version,
        changed_at=facility.changed_at,
        name=settings.name,
        primary_substation_code=settings.primary_substation_code,
        meter_kind=settings.meter_kind.value,
        max_consumption_w=settings.max_consumption_w,
        users=tuple(
            contract.FacilityUser(user_id=access.user_id, role=access.role.value)
            for access in facility.accesses
        ),
        devices=_devices(facility.devices),
        communities=_communities(facility.communities),
        former_facts=_former_facts(facility.former_facts),
        **_deciding_incentives(settings),
    )
    return _facility_event(facility, state)


def facility_removed(facility: Facility) -> OutgoingEvent:
    """The facility's tombstone, with its closed intervals and what decides incentives."""
    tombstone = contract.FacilityRemoved(
        facility_id=facility.facility_id,
        version=facility.version,
        changed_at=facility.changed_at,
        devices=_devices(facility.devices),
        communities=_communities(facility.communities),
        former_facts=_former_facts(facility.former_facts),
        **_deciding_incentives(facility.settings),
    )
    return _facility_event(facility, tombstone)


def community_changed(community: Community) -> OutgoingEvent:
    """The community's whole state."""
    settings = community.settings
    state = contract.CommunityState(
        community_id=community.community_id,
        version=community.version,
        changed_at=community.changed_at,
        name=settings.name,
        representative_id=community.representative_id,
        primary_substation_code=settings.primary_substation_code,
        market_zone=settings.market_zone,
        surplus_policy=contract.SurplusPolicy(**asdict(settings.surplus_policy)),
    )
    return _community_event(community, state)


def community_removed(community: Community) -> OutgoingEvent:
    """The community's tombstone."""
    tombstone = contract.CommunityRemoved(
        community_id=community.community_id,
        version=community.version,
        changed_at=community.changed_at,
    )
    return _community_event(community, tombstone)


def _deciding_incentives(settings: FacilitySettings) -> dict[str, Any]:
    return {
        "region": settings.region,
        "member_type": settings.member_type.value,
        "max_production_w": settings.max_production_w,
        "commissioned_on": settings.commissioned_on,
        "plant_source": settings.plant_source.value,
        "regional_bonus": settings.regional_bonus,
        "incentives_reduction": settings.incentives_reduction,
        "owner_kind": settings.owner_kind.value,
        "storage_efficiency": settings.storage_efficiency,
    }


def _devices(timeline: Timeline[FittedDevice]) -> tuple[contract.DeviceInterval, ...]:
    return tuple(
        contract.DeviceInterval(
            device_id=interval.value.device_id,
            transformation_constant=interval.value.transformation_constant,
            valid_from=interval.valid_from,
            valid_to=interval.valid_to,
        )
        for interval in timeline.intervals
    )


def _communities(timeline: Timeline[UUID]) -> tuple[contract.CommunityInterval, ...]:
    return tuple(
        contract.CommunityInterval(
            community_id=interval.value,
            valid_from=interval.valid_from,
            valid_to=interval.valid_to,
        )
        for interval in timeline.intervals
    )


def _former_facts(timeline: Timeline[IncentiveFacts]) -> tuple[contract.FormerFacts, ...]:
    return tuple(
        contract.FormerFacts(
            member_type=interval.value.member_type.value,
            owner_kind=interval.value.owner_kind.value,
            incentives_reduction=interval.value.incentives_reduction,
            valid_from=interval.valid_from,
            valid_to=interval.valid_to,
        )
        for interval in timeline.intervals
        if interval.valid_to is not None
    )


def _facility_event(facility: Facility, event: contract.FacilityEvent) -> OutgoingEvent:
    return OutgoingEvent(
        event_id=_event_id(facility.facility_id, facility.version),
        subject=subjects.facility(facility.facility_id),
        payload=encode(event),
        is_state=True,
    )


def _community_event(community: Community, event: contract.CommunityEvent) -> OutgoingEvent:
    return OutgoingEvent(
        event_id=_event_id(community.community_id, community.version),
        subject=subjects.community(community.community_id),
        payload=encode(event),
        is_state=True,
    )


def _event_id(entity_id: UUID, version: int) -> UUID:
    """A version of an entity is told under one id, however often it is told."""
    return uuid5(entity_id, str(version))
