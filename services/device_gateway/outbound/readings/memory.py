"""The ports in memory. DeviceRegistry is the real one: a projection is state, rebuilt at start.

The others are twins of the JetStream adapters, for tests and for a gateway without a bus.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from services.device_gateway.domain.readings.placement import (
    Facility,
    Placement,
    newest_first,
    placement_at,
    placements_of,
)
from services.device_gateway.domain.readings.reading import Reading
from services.device_gateway.ports.readings import RefusedSubmission


class DeviceRegistry:
    """Placements by device, kept up to date facility by facility."""

    def __init__(self) -> None:
        self._versions: dict[UUID, int] = {}
        self._by_facility: dict[UUID, dict[str, tuple[Placement, ...]]] = {}
        self._facilities_of: dict[str, set[UUID]] = {}
        self._by_device: dict[str, tuple[Placement, ...]] = {}
        self._roles: dict[UUID, tuple[tuple[UUID, str], ...]] = {}
        self._remembered: dict[UUID, set[str]] = {}
        """Devices of facilities that have not been told yet."""
        self._facility_remembered: dict[str, UUID] = {}

    def __len__(self) -> int:
        """How many devices are known."""
        return len(self._by_device)

    def of(self, device_id: str) -> Sequence[Placement] | None:
        """The device's placements, the newest first; None for a device never registered.

        None at all, so far, of a remembered one.
        """
        places = self._by_device.get(device_id)
        return () if places is None and device_id in self._facility_remembered else places

    def roles_at(self, device_id: str, moment: datetime) -> dict[UUID, str] | None:
        """Roles by user at the facility the device measures at that moment; None: at none."""
        placements = self._by_device.get(device_id)
        facility_id = placements and placement_at(placements, moment).facility_id
        return dict(self._roles.get(facility_id, ())) if facility_id else None

    def constant_at(self, device_id: str, moment: datetime) -> float | None:
        """K of the device at that moment; None while it measures no facility."""
        placement = placement_at(self._by_device.get(device_id, ()), moment)
        return placement.transformation_constant if placement.facility_id else None

    def device_ids(self) -> list[str]:
        """Every device the registry has or had."""
        return list(self._by_device)

    def facility_at(self, device_id: str, moment: datetime) -> UUID | None:
        """The facility the device measures at that moment; None: none."""
        return placement_at(self._by_device.get(device_id, ()), moment).facility_id

    def remember(self, facilities: Mapping[str, UUID]) -> None:
        """These devices measured there when it was known last, and are known until it is told."""
        for device_id, facility_id in facilities.items():
            if facility_id not in self._versions:
                self._remembered.setdefault(facility_id, set()).add(device_id)
                self._facility_remembered[device_id] = facility_id

    def put(self, facility: Facility) -> None:
        """Replace what the facility said before; does nothing for a version already known."""
        if facility.version <= self._versions.get(facility.facility_id, -1):
            return
        for device_id in self._remembered.pop(facility.facility_id, ()):
            del self._facility_remembered[device_id]
        before = self._by_facility.get(facility.facility_id, {})
        now = placements_of(facility)
        self._versions[facility.facility_id] = facility.version
        self._roles[facility.facility_id] = facility.roles
        self._by_facility[facility.facility_id] = now
        for device_id in before.keys() - now.keys():
            self._facilities_of[device_id].discard(facility.facility_id)
            self._place(device_id)
        for device_id in now:
            self._facilities_of.setdefault(device_id, set()).add(facility.facility_id)
            self._place(device_id)

    def _place(self, device_id: str) -> None:
        facilities = self._facilities_of[device_id]
        if not facilities:
            del self._facilities_of[device_id]
            del self._by_device[device_id]
            return
        self._by_device[device_id] = newest_first(
            placement
            for facility_id in facilities
            for placement in self._by_facility[facility_id][device_id]
        )


class ReadingList:
    """Keeps readings in a list."""

    def __init__(self) -> None:
        self.kept: list[Reading] = []

    async def keep(self, readings: Sequence[Reading]) -> None:
        """Keep them at once."""
        self.kept.extend(readings)


class DeadLetterList:
    """Keeps dead letters in a list."""

    def __init__(self) -> None:
        self.letters: list[RefusedSubmission] = []

    def post(self, letter: RefusedSubmission) -> None:
        """Keep it at once."""
        self.letters.append(letter)
