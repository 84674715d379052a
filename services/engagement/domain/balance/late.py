"""Readings that come after the minutes they belong to were kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

LATE: Final = timedelta(minutes=2)
"""Behind the community's newest reading. What comes sooner is the line's ordinary delay."""


class LateReadings:
    """From when on a community's past is another than was thought."""

    def __init__(self, is_folded: Callable[[UUID], bool]) -> None:
        """Nothing is late for a community of which not all there is has been folded."""
        self._is_folded = is_folded
        self._since: dict[UUID, datetime] = {}

    def note(self, community_id: UUID, measured_at: datetime, watermark: datetime | None) -> None:
        """A reading that nobody knew of has come; `watermark` is the community's newest."""
        if watermark is None or watermark - measured_at <= LATE:
            return
        if not self._is_folded(community_id):
            return
        since = self._since.get(community_id)
        if since is None or measured_at < since:
            self._since[community_id] = measured_at

    def take(self) -> dict[UUID, datetime]:
        """By community, the oldest since the last call."""
        since, self._since = self._since, {}
        return since
