"""What is written into the registry's tables, in the order of the statements that write it."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from services.community.domain.community import Community
from services.community.domain.facility import Facility
from services.community.domain.page import Page
from services.community.domain.surplus_policy import SurplusPolicy

Values = tuple[Any, ...]


def community_values(community: Community) -> Values:
    """In the order of sql.communities.ADD and SAVE."""
    settings = community.settings
    return (
        community.community_id,
        community.version,
        community.changed_at,
        community.representative_id,
        settings.name,
        settings.primary_substation_code,
        settings.market_zone,
        community.proposed_representative_id,
        *(getattr(settings.surplus_policy, each.name) for each in fields(SurplusPolicy)),
    )


def facility_values(facility: Facility) -> Values:
    """In the order of sql.facilities.ADD and SAVE."""
    settings = facility.settings
    return (
        facility.facility_id,
        facility.version,
        facility.changed_at,
        settings.name,
        settings.region,
        settings.primary_substation_code,
        settings.member_type.value,
        settings.meter_kind.value,
        settings.transformation_constant,
        settings.max_consumption_w,
        settings.max_production_w,
        settings.commissioned_on,
        settings.regional_bonus,
        settings.incentives_reduction,
        settings.owner_kind.value,
        settings.plant_source.value,
        settings.storage_efficiency,
    )


def users_values(facility: Facility) -> Iterator[Values]:
    """Who alone has a role in it."""
    yield facility.facility_id, [access.user_id for access in facility.accesses]


def access_values(facility: Facility) -> Iterator[Values]:
    """A row a user."""
    for access in facility.accesses:
        yield facility.facility_id, access.user_id, access.role.value


def device_values(facility: Facility) -> Iterator[Values]:
    """A row an interval."""
    for position, interval in enumerate(facility.devices.intervals):
        yield (
            facility.facility_id,
            position,
            interval.value.device_id,
            interval.value.transformation_constant,
            interval.valid_from,
            interval.valid_to,
        )


def membership_values(facility: Facility) -> Iterator[Values]:
    """A row an interval."""
    for position, interval in enumerate(facility.communities.intervals):
        yield (
            facility.facility_id,
            position,
            interval.value,
            interval.valid_from,
            interval.valid_to,
        )


def former_facts_values(facility: Facility) -> Iterator[Values]:
    """A row an interval."""
    for position, interval in enumerate(facility.former_facts.intervals):
        yield (
            facility.facility_id,
            position,
            interval.value.member_type.value,
            interval.value.owner_kind.value,
            interval.value.incentives_reduction,
            interval.valid_from,
            interval.valid_to,
        )


def page_values(page: Page[Any]) -> Values:
    """The key that a list goes on after, then how many; in the order of every list's statement."""
    return (*(getattr(page.after, each.name) for each in fields(page.after)), page.limit)
