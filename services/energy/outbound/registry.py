"""The registry's projection: everything in memory, rebuilt from the stream at every start."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from services.energy.domain.registry import Community, Facility, Membership


class RegistryProjection:
    """Newest states by id, and which facilities a device or community ever had."""

    def __init__(self) -> None:
        self._facilities: dict[UUID, Facility] = {}
        self._communities: dict[UUID, Community] = {}
        self._of_device: defaultdict[str, set[UUID]] = defaultdict(set)
        self._of_community: defaultdict[UUID, set[UUID]] = defaultdict(set)

    def facility(self, facility_id: UUID) -> Facility | None:
        return self._facilities.get(facility_id)

    def facilities_of_device(self, device_id: str) -> Sequence[Facility]:
        return [self._facilities[i] for i in sorted(self._of_device.get(device_id, ()))]

    def community(self, community_id: UUID) -> Community | None:
        return self._communities.get(community_id)

    def communities(self) -> Sequence[Community]:
        return [self._communities[i] for i in sorted(self._communities)]

    def memberships(self, community_id: UUID) -> Sequence[Membership]:
        return [
            membership
            for facility in self.facilities_of_community(community_id)
            for membership in facility.memberships
            if membership.community_id == community_id
        ]

    def facilities_of_community(self, community_id: UUID) -> Sequence[Facility]:
        return [self._facilities[i] for i in sorted(self._of_community.get(community_id, ()))]

    def put_facility(self, facility: Facility) -> bool:
        known = self._facilities.get(facility.facility_id)
        if known is not None:
            if known.version >= facility.version:
                return False
            self._forget_links(known)
        self._facilities[facility.facility_id] = facility
        for device in facility.devices:
            self._of_device[device.device_id].add(facility.facility_id)
        for membership in facility.memberships:
            self._of_community[membership.community_id].add(facility.facility_id)
        return True

    def put_community(self, community: Community) -> None:
        known = self._communities.get(community.community_id)
        if known is None or known.version < community.version:
            self._communities[community.community_id] = community

    def facility_count(self) -> int:
        return len(self._facilities)

    def _forget_links(self, known: Facility) -> None:
        for device in known.devices:
            self._of_device[device.device_id].discard(known.facility_id)
        for membership in known.memberships:
            self._of_community[membership.community_id].discard(known.facility_id)
