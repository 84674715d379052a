"""Twins in memory of what the room hears and says."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID


class MemoryInboxFeed:
    """Remembers whose inboxes changed."""

    def __init__(self) -> None:
        self.changed: list[frozenset[UUID]] = []

    async def publish_changed(self, user_ids: Collection[UUID]) -> None:
        self.changed.append(frozenset(user_ids))


class MemoryUsualWithdrawal:
    """Knows what it was given, at any time."""

    def __init__(self) -> None:
        self.of_facility: dict[UUID, int] = {}

    def usual_mw(self, facility_id: UUID, at: datetime) -> int | None:  # noqa: ARG002  at any
        return self.of_facility.get(facility_id)
