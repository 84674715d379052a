"""Screens of inboxes hear that there is news, on every replica."""

from collections.abc import Collection
from uuid import UUID

from services.engagement.ports.notifications import InboxFeed
from services.engagement.usecases.notifications.inbox_board import InboxBoard


class TellInboxes:
    """Who does not hear it finds it by the next look: screens look again every 15 seconds."""

    def __init__(self, board: InboxBoard, feed: InboxFeed) -> None:
        self._board = board
        self._feed = feed

    async def changed(self, user_ids: Collection[UUID]) -> None:
        """These users' inboxes have news, or some of it was read."""
        if user_ids:
            self._board.wake(user_ids)
            await self._feed.publish_changed(user_ids)
