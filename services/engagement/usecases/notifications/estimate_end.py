"""Until when a surplus may last: from the community's own recent days, without a forecast."""

from datetime import datetime, timedelta, tzinfo
from typing import Final
from uuid import UUID

from services.engagement.domain.notifications.expected_end import (
    LOOKS_BACK,
    ExpectedEnd,
    end_on_recent_days,
)
from services.engagement.ports.calls import CallBook

_CHANGE_OF_CLOCK: Final = timedelta(hours=2)


class RecentDays:
    """Keeps EndEstimates' promises."""

    def __init__(self, book: CallBook) -> None:
        self._book = book

    async def expected_end(
        self, community_id: UUID, at: datetime, zone: tzinfo
    ) -> ExpectedEnd | None:
        """When it was over on most of the last days. Raises StoreUnavailableError."""
        since = at - LOOKS_BACK - _CHANGE_OF_CLOCK
        return end_on_recent_days(await self._book.spans(community_id, since, at), at, zone)
