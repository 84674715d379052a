"""A user looks up which ways a notification took, and how long it took (FR4.2)."""

from collections.abc import Sequence
from uuid import UUID

from services.engagement.domain.delivery.attempts import DeliveryLogEntry
from services.engagement.ports.delivery import DeliveryQueue
from services.engagement.usecases.notifications.read_inbox import NotificationNotFoundError


class ReadDeliveries:
    """The caller's own only."""

    def __init__(self, queue: DeliveryQueue) -> None:
        self._queue = queue

    async def __call__(self, user_id: UUID, notification_id: UUID) -> Sequence[DeliveryLogEntry]:
        """Way by way. Raises NotificationNotFoundError."""
        entries = await self._queue.log(user_id, notification_id)
        if entries is None:
            raise NotificationNotFoundError("you have no such notification")
        return entries
