"""Whose history somebody asks for, and whether they may (FR3.1, FR3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.books.readings import NewestReading
from services.energy.domain.calendar import EARLIEST, LATEST, Period
from services.energy.domain.history.balance import newest_of
from services.energy.domain.registry import FacilityPeriod, Membership, contains
from services.energy.ports.registry import Registry
from services.energy.usecases.access import (
    seen_of_community,
    visible_facilities_of_device,
    visible_facility,
)
from services.energy.usecases.history.questions import Subject

ALWAYS = Period(EARLIEST, LATEST)


@dataclass(frozen=True, slots=True)
class Source:
    """What a history is read from."""

    kind: str
    """`facility`, `device` or `community`."""
    source_id: str
    subject: Subject
    seen: Sequence[Period] = (ALWAYS,)
    """When the caller may see it."""

    @property
    def is_sum(self) -> bool:
        """Of several facilities: coverage is averaged, and there are no readings of it."""
        return self.kind == "community"

    def newest_of(self, newest: Sequence[NewestReading]) -> NewestReading | None:
        """The newest reading that was taken of it."""
        periods: dict[UUID | None, list[Period]] = {}
        for own in self.subject.facilities:
            periods.setdefault(own.facility_id, []).append(own.period)
        return newest_of(
            item
            for item in newest
            for period in periods.get(item.reading.facility_id, ())
            if contains(period, item.reading.measured_at)
        )


class Sources:
    """Finds what a caller may see."""

    def __init__(self, registry: Registry, clock: Clock) -> None:
        self._registry = registry
        self._clock = clock

    def facility(self, facility_id: UUID, *, user_id: UUID) -> Source:
        """Raises what visible_facility raises."""
        facility = visible_facility(self._registry, facility_id, user_id=user_id)
        whole_time = (FacilityPeriod(facility_id, ALWAYS),)
        return Source("facility", str(facility_id), Subject(whole_time, facility.devices))

    def device(self, device_id: str, *, user_id: UUID) -> Source:
        """What it measured at the caller's facilities.

        Raises what visible_facilities_of_device raises.
        """
        facilities = visible_facilities_of_device(self._registry, device_id, user_id=user_id)
        devices = [d for f in facilities for d in f.devices if d.device_id == device_id]
        periods = [FacilityPeriod(d.facility_id, d.period) for d in devices]
        return Source("device", device_id, Subject(periods, devices))

    def community(self, community_id: UUID, *, user_id: UUID) -> Source:
        """Its facilities, while they were in it and the caller may see the sum.

        Raises what seen_of_community raises.
        """
        seen = seen_of_community(
            self._registry, community_id, user_id=user_id, now=self._clock.now()
        )
        memberships = self._registry.memberships(community_id)
        subject = self._of_members(memberships, seen)
        return Source("community", str(community_id), subject, seen)

    def _of_members(self, memberships: Sequence[Membership], seen: Sequence[Period]) -> Subject:
        facilities = (self._registry.facility(m.facility_id) for m in memberships)
        return Subject(
            facilities=[
                FacilityPeriod(m.facility_id, overlap)
                for m in memberships
                for part in seen
                if (overlap := m.period.overlap(part)) is not None
            ],
            devices=[device for f in facilities if f is not None for device in f.devices],
        )
