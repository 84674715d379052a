"""Who may look at what (FR3.1, FR3.2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from libs.chassis.errors import (
    CommunityNotFoundError,
    DeviceNotFoundError,
    FacilityNotFoundError,
    NoAccessError,
    NotRepresentativeError,
)
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.errors import TooFewFacilitiesError
from services.energy.domain.privacy import FEWEST_IN_A_SUM, summed_periods
from services.energy.domain.registry import Community, Facility, may_see_facility
from services.energy.ports.registry import Registry


def visible_facility(registry: Registry, facility_id: UUID, *, user_id: UUID) -> Facility:
    """The facility. Raises FacilityNotFoundError; NoAccessError without any role on it."""
    facility = registry.facility(facility_id)
    if facility is None or facility.removed:
        raise FacilityNotFoundError(str(facility_id))
    if not may_see_facility(facility, user_id):
        raise NoAccessError("you have no role on this facility")
    return facility


def visible_facilities_of_device(
    registry: Registry, device_id: str, *, user_id: UUID
) -> Sequence[Facility]:
    """The facilities of the caller at which the device measures or measured.

    Raises DeviceNotFoundError; NoAccessError without a role on any of them.
    """
    facilities = [f for f in registry.facilities_of_device(device_id) if not f.removed]
    if not facilities:
        raise DeviceNotFoundError(device_id)
    visible = [f for f in facilities if may_see_facility(f, user_id)]
    if not visible:
        raise NoAccessError("you have no role on a facility of this device")
    return visible


def visible_community(
    registry: Registry, community_id: UUID, *, user_id: UUID, now: datetime
) -> Community:
    """The community. Raises CommunityNotFoundError.

    Raises NoAccessError unless the caller represents it or has a role on a facility that
    is in it now.
    """
    community = registry.community(community_id)
    if community is None or community.removed:
        raise CommunityNotFoundError(str(community_id))
    if community.representative_id != user_id and not any(
        now < membership.period.end and _has_role(registry, membership.facility_id, user_id)
        for membership in registry.memberships(community_id)
    ):
        raise NoAccessError("you neither represent this community nor have a facility in it")
    return community


def represented_community(registry: Registry, community_id: UUID, *, user_id: UUID) -> Community:
    """The community. Raises CommunityNotFoundError.

    Raises NotRepresentativeError for anybody but its representative.
    """
    community = registry.community(community_id)
    if community is None or community.removed:
        raise CommunityNotFoundError(str(community_id))
    if community.representative_id != user_id:
        raise NotRepresentativeError("only the community's representative may do this")
    return community


def seen_of_community(
    registry: Registry, community_id: UUID, *, user_id: UUID, now: datetime
) -> list[Period]:
    """When the caller may see sums over the community (see privacy.py); its representative always.

    Raises what visible_community raises.
    """
    community = visible_community(registry, community_id, user_id=user_id, now=now)
    if community.representative_id == user_id:
        return [Period(EARLIEST, LATEST)]
    memberships = registry.memberships(community_id)
    own = facilities_of_user(registry, (m.facility_id for m in memberships), user_id)
    return summed_periods(memberships, own)


def facilities_of_user(
    registry: Registry, facility_ids: Iterable[UUID], user_id: UUID
) -> set[UUID]:
    """Those of the facilities on which the user has a role."""
    return {i for i in set(facility_ids) if _has_role(registry, i, user_id)}


def seen_within(seen: Sequence[Period], period: Period) -> list[Period]:
    """What may be seen of a period. Raises TooFewFacilitiesError when that is nothing."""
    overlaps = (part.overlap(period) for part in seen)
    parts = [overlap for overlap in overlaps if overlap is not None]
    if not parts:
        raise TooFewFacilitiesError(
            f"sums over fewer than {FEWEST_IN_A_SUM} facilities are for the representative only"
        )
    return parts


def seen_whole(seen: Sequence[Period], period: Period) -> None:
    """Raises TooFewFacilitiesError unless all of the period may be seen."""
    if seen_within(seen, period) != [period]:
        seen_within([], period)


def _has_role(registry: Registry, facility_id: UUID, user_id: UUID) -> bool:
    facility = registry.facility(facility_id)
    return facility is not None and may_see_facility(facility, user_id)
