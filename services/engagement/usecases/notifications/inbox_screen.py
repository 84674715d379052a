"""One open stream of an inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from libs.chassis.bell import Bell
from services.engagement.domain.notifications.notification import InboxItem
from services.engagement.ports.notifications import Inbox, InboxState
from services.engagement.ports.store import StoreUnavailableError

ITEMS_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class InboxNews:
    """What is new since the last one, oldest first; `position` is where the next one goes on."""

    unread_count: int
    items: Sequence[InboxItem]
    position: int


class InboxScreen:
    """Shows the count at once, then each change; a slow reader gets several in one."""

    def __init__(self, user_id: UUID, inbox: Inbox, *, after: int | None) -> None:
        """`after`: the last position the reader has seen; None shows only what comes from now."""
        self.user_id = user_id
        self._inbox = inbox
        self._after = after
        self._shown: InboxState | None = None
        self._news = Bell()
        self._news.ring()
        self._closed = False

    def wake(self) -> None:
        """Look again."""
        self._news.ring()

    def look_at(self, state: InboxState) -> None:
        """Look again if that is another state than was shown."""
        if self._shown is not None and state != self._shown:
            self.wake()

    def close(self) -> None:
        """No more values; a waiting reader returns."""
        self._closed = True
        self._news.ring()
        self._news.put_away()

    @property
    def is_closed(self) -> bool:
        """True once no more values will come."""
        return self._closed

    async def next_value(self, timeout_s: float) -> InboxNews | None:
        """What changed since the last value; None when nothing did in time, or when closed.

        Without the store the screen closes: the reader comes back and goes on where it stopped.
        """
        if self._closed or not await self._news.rung(timeout_s) or self._closed:
            return None
        try:
            return await self._read()
        except StoreUnavailableError:
            self.close()
            return None

    async def _read(self) -> InboxNews | None:
        state = (await self._inbox.inbox_states([self.user_id]))[self.user_id]
        if state == self._shown:
            return None
        if self._after is None:
            self._shown, self._after = state, state.newest_position
            return InboxNews(state.unread_count, (), state.newest_position)
        items = await self._inbox.after(self.user_id, self._after, limit=ITEMS_AT_ONCE)
        if len(items) == ITEMS_AT_ONCE:
            self._news.ring()
        else:
            self._shown = state
        if items:
            self._after = items[-1].position
        return InboxNews(state.unread_count, items, self._after)
