"""Word of inboxes over core NATS."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from libs.chassis.bus import Bus
from libs.contracts import subjects
from libs.contracts.codec import encode
from libs.contracts.v1.live import InboxesChanged

_AT_ONCE: Final = 1_000


class NatsInboxFeed:
    """Keeps InboxFeed's promises."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def publish_changed(self, user_ids: Collection[UUID]) -> None:
        everybody = tuple(user_ids)
        for start in range(0, len(everybody), _AT_ONCE):
            event = InboxesChanged(user_ids=everybody[start : start + _AT_ONCE])
            await self._bus.publish_live(subjects.INBOXES_CHANGED, encode(event))
