"""The screens of inboxes that this replica serves."""

from collections.abc import Collection, Iterable
from uuid import UUID

from libs.chassis.screens import ScreenLimits
from services.engagement.usecases.notifications.inbox_screen import InboxScreen


class InboxBoard:
    """Screens by user; `limits` are those of all live views."""

    def __init__(self, limits: ScreenLimits) -> None:
        self._limits = limits
        self._screens: dict[UUID, set[InboxScreen]] = {}

    def attach(self, screen: InboxScreen) -> None:
        """It hears from now on. Raises TooManyRequestsError at a limit."""
        self._limits.take(screen.user_id)
        self._screens.setdefault(screen.user_id, set()).add(screen)

    def detach(self, screen: InboxScreen) -> None:
        """It is gone."""
        self._limits.give_back(screen.user_id)
        screens = self._screens[screen.user_id]
        screens.discard(screen)
        if not screens:
            del self._screens[screen.user_id]

    def wake(self, user_ids: Iterable[UUID]) -> None:
        """The screens of these users look again."""
        for user_id in user_ids:
            for screen in self._screens.get(user_id, ()):
                screen.wake()

    def users(self) -> Collection[UUID]:
        """Who has a screen here."""
        return tuple(self._screens)

    def screens(self, user_id: UUID) -> Collection[InboxScreen]:
        """The user's screens here."""
        return tuple(self._screens.get(user_id, ()))

    def close(self) -> None:
        """End all streams: the process stops."""
        for screens in self._screens.values():
            for screen in screens:
                screen.close()
