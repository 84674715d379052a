"""The newest readings of a community."""

from uuid import UUID

from services.energy.domain.history.balance import (
    FreshReadings,
    fresh_readings,
    newest_by_facility,
)
from services.energy.ports.history import History
from services.energy.ports.registry import Registry


async def newest_of_community(
    registry: Registry, history: History, community_id: UUID
) -> FreshReadings | None:
    """Of its facilities while they were members; None before the first."""
    memberships = registry.memberships(community_id)
    facilities = (registry.facility(m.facility_id) for m in memberships)
    devices = [device for f in facilities if f is not None for device in f.devices]
    return fresh_readings(memberships, newest_by_facility(await history.newest(devices)))
