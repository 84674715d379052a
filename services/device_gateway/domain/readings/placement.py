"""Where a device measured, and when: the registry's intervals, cut so that one lookup answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DeviceUse:
    """The device measured the facility from `valid_from` (included) to `valid_to` (excluded)."""

    device_id: str
    transformation_constant: float
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Membership:
    """The facility was the community's from `valid_from` (included) to `valid_to` (excluded)."""

    community_id: UUID
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Facility:
    """A facility's past and present, as far as its devices need it."""

    facility_id: UUID
    version: int
    devices: tuple[DeviceUse, ...]
    communities: tuple[Membership, ...]
    roles: tuple[tuple[UUID, str], ...] = ()
    """Of its users now."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A span of time in which facility, community and K of a device do not change."""

    valid_from: datetime
    valid_to: datetime | None
    facility_id: UUID | None
    community_id: UUID | None
    transformation_constant: float


_Span = tuple[datetime, datetime | None]


def placements_of(facility: Facility) -> dict[str, tuple[Placement, ...]]:
    """Per device of the facility its placements there, in no special order."""
    placements: dict[str, tuple[Placement, ...]] = {}
    for use in facility.devices:
        cut = tuple(
            Placement(start, end, facility.facility_id, community_id, use.transformation_constant)
            for (start, end), community_id in _spans(use, facility.communities)
        )
        placements[use.device_id] = placements.get(use.device_id, ()) + cut
    return placements


def newest_first(placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """In the order in which a reading's placement is most likely found."""
    return tuple(sorted(placements, key=lambda placement: placement.valid_from, reverse=True))


def placement_at(placements: Sequence[Placement], moment: datetime) -> Placement:
    """The device's placement at that moment; UNPLACED when it measured nowhere then."""
    for placement in placements:
        if placement.valid_from <= moment and (
            placement.valid_to is None or moment < placement.valid_to
        ):
            return placement
    return UNPLACED


def _spans(
    use: DeviceUse, memberships: Sequence[Membership]
) -> Iterable[tuple[_Span, UUID | None]]:
    """The use's time, cut where the facility entered or left a community."""
    start = use.valid_from
    for membership in sorted(memberships, key=lambda membership: membership.valid_from):
        if _ends_by(use.valid_to, membership.valid_from) or _ends_by(membership.valid_to, start):
            continue
        if start < membership.valid_from:
            yield (start, membership.valid_from), None
        inside_from = max(start, membership.valid_from)
        inside_to = _earlier(use.valid_to, membership.valid_to)
        yield (inside_from, inside_to), membership.community_id
        if inside_to is None:
            return
        start = inside_to
    if not _ends_by(use.valid_to, start):
        yield (start, use.valid_to), None


def _ends_by(end: datetime | None, moment: datetime) -> bool:
    return end is not None and end <= moment


def _earlier(first: datetime | None, second: datetime | None) -> datetime | None:
    if first is None or second is None:
        return first or second
    return min(first, second)


UNPLACED: Final = Placement(datetime.min.replace(tzinfo=UTC), None, None, None, 1.0)
"""A known device outside its intervals: the reading is kept under no facility, K not applied."""
