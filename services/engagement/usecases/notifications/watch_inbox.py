"""A user keeps the inbox open (FR4.2)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from services.engagement.ports.notifications import Inbox
from services.engagement.usecases.notifications.inbox_board import InboxBoard
from services.engagement.usecases.notifications.inbox_screen import InboxScreen


class WatchInbox:
    """Opens screens of the caller's own inbox."""

    def __init__(self, inbox: Inbox, board: InboxBoard) -> None:
        self._inbox = inbox
        self._board = board

    @asynccontextmanager
    async def open(self, user_id: UUID, *, after: int | None) -> AsyncIterator[InboxScreen]:
        """A screen, open for the length of the block; `after`: the last position seen.

        Raises TooManyRequestsError at a limit.
        """
        screen = InboxScreen(user_id, self._inbox, after=after)
        self._board.attach(screen)
        try:
            yield screen
        finally:
            self._board.detach(screen)

    async def look_again(self) -> None:
        """Find what the bus did not tell of, for all screens in one question.

        Raises StoreUnavailableError.
        """
        users = self._board.users()
        if not users:
            return
        for user_id, state in (await self._inbox.inbox_states(users)).items():
            for screen in self._board.screens(user_id):
                screen.look_at(state)
