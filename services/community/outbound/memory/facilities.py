"""The twin of postgres/facilities.py."""

from collections.abc import Callable, Sequence
from uuid import UUID

from services.community.domain.audit import AuditEntry
from services.community.domain.facility import Facility, FittedDevice
from services.community.domain.interval import Interval
from services.community.domain.removal import RemovedFacility
from services.community.outbound.memory.contents import MemoryChange
from services.community.outbound.memory.invitations import MemoryInvitations
from services.community.outbound.memory.offers import MemoryOffers
from services.community.outbound.registry_events import facility_changed, facility_removed


class MemoryFacilities:
    """Fulfils Facilities."""

    def __init__(
        self, change: MemoryChange, offers: MemoryOffers, invitations: MemoryInvitations
    ) -> None:
        self._change = change
        self._draft = change.draft
        self._offers = offers
        self._invitations = invitations

    async def lock_owner(self, user_id: UUID) -> int:
        return sum(one.is_owned_by(user_id) for one in self._draft.facilities.values())

    async def lock(self, facility_id: UUID) -> Facility | None:
        return self._change.trail.found_facility(self._draft.facilities.get(facility_id))

    async def lock_members(self, community_id: UUID) -> Sequence[Facility]:
        return self._lock(lambda one: one.community_id == community_id)

    async def lock_of(self, user_id: UUID) -> Sequence[Facility]:
        return self._lock(lambda one: one.role_of(user_id) is not None)

    def _lock(self, is_wanted: Callable[[Facility], bool]) -> Sequence[Facility]:
        found = [one for one in self._draft.facilities.values() if is_wanted(one)]
        for facility in found:
            self._change.trail.found_facility(facility)
        return sorted(found, key=lambda one: one.facility_id)

    async def lock_device(self, device_id: str, *, not_at: UUID) -> Interval[FittedDevice] | None:
        elsewhere = [
            interval
            for facility in (
                *self._draft.facilities.values(),
                *self._draft.removed_facilities.values(),
            )
            if facility.facility_id != not_at
            for interval in facility.devices.intervals
            if interval.value.device_id == device_id and interval.valid_to != interval.valid_from
        ]
        return max(
            elsewhere,
            key=lambda one: (one.valid_from, one.valid_to is None, one.valid_to),
            default=None,
        )

    async def add(self, facility: Facility) -> None:
        self._keep(facility, self._change.trail.facility_added(facility))

    async def save(self, facilities: Sequence[Facility]) -> None:
        for facility in facilities:
            self._keep(facility, self._change.trail.facility_saved(facility))

    async def remove(self, facility: Facility) -> None:
        before = self._draft.facilities.pop(facility.facility_id)
        self._draft.removed_facilities[facility.facility_id] = facility
        self._draft.restorable_facilities[facility.facility_id] = RemovedFacility(
            facility, before.accesses
        )
        await self._offers.drop_of_facility(facility.facility_id, facility.changed_at)
        self._invitations.drop_of_facility(facility.facility_id)
        self._change.record(self._change.trail.facility_saved(facility, is_removed=True))
        self._change.tell(facility_removed(facility))

    async def lock_removed(self, facility_id: UUID) -> RemovedFacility | None:
        return self._draft.restorable_facilities.get(facility_id)

    async def restore(self, facility: Facility) -> None:
        del self._draft.restorable_facilities[facility.facility_id]
        del self._draft.removed_facilities[facility.facility_id]
        self._keep(facility, self._change.trail.facility_added(facility))

    def _keep(self, facility: Facility, entries: list[AuditEntry]) -> None:
        self._change.record(entries)
        self._draft.facilities[facility.facility_id] = facility
        self._change.tell(facility_changed(facility))
