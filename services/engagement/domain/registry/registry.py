"""Who belongs to what, as far as the balance and its readers need it: a projection in memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from services.engagement.domain.surplus.policy import SurplusPolicy

_KeyT = TypeVar("_KeyT")


@dataclass(frozen=True, slots=True)
class DeviceInForce:
    """The device that measures the facility now; what it measured before `since` was elsewhere."""

    device_id: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MembershipInForce:
    """The community the facility belongs to now."""

    community_id: UUID
    since: datetime


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility as it is now; a removed one has no device, no membership and no users."""

    facility_id: UUID
    version: int
    user_ids: frozenset[UUID] = frozenset()
    device: DeviceInForce | None = None
    membership: MembershipInForce | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Community:
    """A community as it is now."""

    community_id: UUID
    version: int
    name: str = ""
    representative_id: UUID | None = None
    policy: SurplusPolicy = field(default_factory=SurplusPolicy)
    removed: bool = False
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a device's readings count now."""

    facility_id: UUID
    measures_since: datetime
    community_id: UUID | None
    counts_since: datetime | None
    """A reading measured earlier belongs to another facility or to no community of this one."""


class Registry:
    """The newest state of every facility and community, with the indexes the questions need."""

    def __init__(self) -> None:
        self._facilities: dict[UUID, Facility] = {}
        self._communities: dict[UUID, Community] = {}
        self._facilities_of_device: dict[str, set[UUID]] = {}
        self._facilities_of_community: dict[UUID, set[UUID]] = {}

    def apply_facility(self, facility: Facility) -> frozenset[str]:
        """Take over a newer state; gives the devices whose placement may have changed."""
        before = self._facilities.get(facility.facility_id)
        if before is not None and before.version >= facility.version:
            return frozenset()
        self._facilities[facility.facility_id] = facility
        if before is not None:
            self._unlink(before)
        self._link(facility)
        devices = (state.device for state in (before, facility) if state is not None)
        return frozenset(device.device_id for device in devices if device is not None)

    def apply_community(self, community: Community) -> bool:
        """Take over a newer state; False when the one held is not older."""
        before = self._communities.get(community.community_id)
        if before is not None and before.version >= community.version:
            return False
        self._communities[community.community_id] = community
        return True

    def facility(self, facility_id: UUID) -> Facility | None:
        """The facility, unless unknown or removed."""
        facility = self._facilities.get(facility_id)
        return None if facility is None or facility.removed else facility

    def community(self, community_id: UUID) -> Community | None:
        """The community, unless unknown or removed."""
        community = self._communities.get(community_id)
        return None if community is None or community.removed else community

    def communities(self) -> Iterator[UUID]:
        """Those that are not removed."""
        return (each for each, state in self._communities.items() if not state.removed)

    def removed_communities(self) -> Iterator[UUID]:
        """Those that were."""
        return (each for each, state in self._communities.items() if state.removed)

    def removed_before(self, moment: datetime) -> Iterator[UUID]:
        """Communities that were removed before, and not restored."""
        return (
            each
            for each, state in self._communities.items()
            if state.removed_at is not None and state.removed_at < moment
        )

    def devices_of(self, wants: Callable[[UUID | None], bool]) -> Iterator[str]:
        """The devices of facilities in a community, or in none, that is wanted."""
        wanted = {each for each in (None, *self._facilities_of_community) if wants(each)}
        for facility in self._facilities.values():
            membership = facility.membership
            community_id = None if membership is None else membership.community_id
            if facility.device is not None and community_id in wanted:
                yield facility.device.device_id

    def placement(self, device_id: str) -> Placement | None:
        """Where the device measures now; while a move is half told, the later place."""
        candidates = [
            (facility.device.since, facility)
            for facility_id in self._facilities_of_device.get(device_id, ())
            if (facility := self._facilities[facility_id]).device is not None
        ]
        if not candidates:
            return None
        measures_since, facility = max(candidates, key=lambda item: (item[0], item[1].facility_id))
        membership = facility.membership
        if membership is None:
            return Placement(facility.facility_id, measures_since, None, None)
        counts_since = max(measures_since, membership.since)
        return Placement(
            facility.facility_id, measures_since, membership.community_id, counts_since
        )

    def facilities_of(self, community_id: UUID) -> frozenset[UUID]:
        """The facilities that belong to the community now."""
        return frozenset(self._facilities_of_community.get(community_id, ()))

    def members(self, community_id: UUID) -> frozenset[UUID]:
        """Every user with access to a facility of the community now (FR4.1)."""
        users: set[UUID] = set()
        for facility_id in self._facilities_of_community.get(community_id, ()):
            users |= self._facilities[facility_id].user_ids
        return frozenset(users)

    def has_access_to_all(self, user_id: UUID, community_id: UUID) -> bool:
        """True when the user has access to every facility of the community."""
        return all(
            user_id in self._facilities[facility_id].user_ids
            for facility_id in self._facilities_of_community.get(community_id, ())
        )

    def may_see_community(self, user_id: UUID, community: Community) -> bool:
        """The representative and every user with access to one of its facilities may."""
        if user_id == community.representative_id:
            return True
        return any(
            user_id in self._facilities[facility_id].user_ids
            for facility_id in self._facilities_of_community.get(community.community_id, ())
        )

    def _link(self, facility: Facility) -> None:
        if facility.device is not None:
            self._facilities_of_device.setdefault(facility.device.device_id, set()).add(
                facility.facility_id
            )
        if facility.membership is not None:
            self._facilities_of_community.setdefault(facility.membership.community_id, set()).add(
                facility.facility_id
            )

    def _unlink(self, facility: Facility) -> None:
        if facility.device is not None:
            _discard(self._facilities_of_device, facility.device.device_id, facility.facility_id)
        if facility.membership is not None:
            _discard(
                self._facilities_of_community,
                facility.membership.community_id,
                facility.facility_id,
            )


def _discard(index: dict[_KeyT, set[UUID]], key: _KeyT, facility_id: UUID) -> None:
    remaining = index[key]
    remaining.discard(facility_id)
    if not remaining:
        del index[key]
