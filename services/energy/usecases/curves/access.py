"""Who may look at, bring and take away official curves of a facility."""

from collections.abc import Sequence
from uuid import UUID

from libs.chassis.errors import FacilityNotFoundError, NoAccessError
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.interval_energy import counted_periods
from services.energy.domain.registry import Facility, FacilityPeriod, may_see_facility
from services.energy.ports.registry import Registry

_ALWAYS = Period(EARLIEST, LATEST)


def readable_periods(registry: Registry, facility_id: UUID, *, user_id: UUID) -> list[Period]:
    """When the caller may see the facility's official and measured energy side by side.

    At any time with a role on it; its community's representative while it was a member. Raises
    FacilityNotFoundError, NoAccessError.
    """
    facility = _present(registry, facility_id)
    if may_see_facility(facility, user_id):
        return [_ALWAYS]
    return _represented(registry, facility, user_id)


def writable_periods(registry: Registry, facility_id: UUID, *, user_id: UUID) -> list[Period]:
    """When the caller may say what the facility's official energy was.

    An owner at any time; its community's representative while it was a member. Raises
    FacilityNotFoundError, NoAccessError.
    """
    facility = _present(registry, facility_id)
    if user_id in facility.owners:
        return [_ALWAYS]
    return _represented(registry, facility, user_id)


def require_within(period: Period, allowed: Sequence[Period]) -> None:
    """Raises NoAccessError unless all of the period is within one of those allowed."""
    if not any(item.start <= period.start and period.end <= item.end for item in allowed):
        raise NoAccessError(
            "the facility was not in your community during all of the curve's time: its owner"
            " may import it, or you the part that was"
        )


def _present(registry: Registry, facility_id: UUID) -> Facility:
    facility = registry.facility(facility_id)
    if facility is None or facility.removed:
        raise FacilityNotFoundError(str(facility_id))
    return facility


def _represented(registry: Registry, facility: Facility, user_id: UUID) -> list[Period]:
    """The quarter-hours that count for communities which the caller represents."""
    memberships = [
        FacilityPeriod(membership.facility_id, membership.period)
        for membership in facility.memberships
        if (community := registry.community(membership.community_id)) is not None
        and not community.removed
        and community.representative_id == user_id
    ]
    periods = [item.period for item in counted_periods(memberships, _ALWAYS)]
    if not periods:
        raise NoAccessError("you neither own this facility nor represent its community")
    return periods
