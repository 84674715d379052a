"""Today of a community as it changes, on the screens of those who take part in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from libs.chassis.clock import Clock
from libs.chassis.errors import NotAuthorizedError, NotFoundError
from libs.chassis.screens import Screen, ScreenLimits, Topic
from services.energy.domain.accrual.today import Today
from services.energy.ports.registry import Registry
from services.energy.usecases.access import seen_of_community, seen_whole
from services.energy.usecases.accrual.todays import Todays


class WatchToday:
    """Opens screens for those who may look, and keeps them up to date."""

    def __init__(
        self, registry: Registry, todays: Todays, clock: Clock, limits: ScreenLimits
    ) -> None:
        self._registry = registry
        self._todays = todays
        self._clock = clock
        self._topic = Topic[Today]()
        self.limits = limits

    @asynccontextmanager
    async def __call__(self, community_id: UUID, *, user_id: UUID) -> AsyncIterator[Screen[Today]]:
        """A screen, open for the length of the block; empty until something has been measured.

        Raises what ReadToday raises but NoReadingYetError; TooManyRequestsError at a limit.
        """
        self._require(community_id, user_id, None)
        today = await self._todays(community_id)
        self._require(community_id, user_id, today)
        self.limits.take(user_id)
        screen = Screen[Today](user_id)
        if today is not None:
            self._offer(community_id, today)
        self._topic.attach(community_id, screen)
        try:
            yield screen
        finally:
            self._topic.detach(community_id, screen)
            self.limits.give_back(user_id)
            if community_id not in self._topic.looked_at():
                self._topic.forget(community_id)

    async def refresh(self) -> None:
        """What is looked at and has changed goes to its screens.

        A screen ends whose user may not see the sums that are new. Raises what Todays raises.
        """
        for community_id in self._topic.looked_at():
            today = await self._todays(community_id)
            if today is None or today == self._topic.newest(community_id):
                continue
            for screen in self._topic.screens(community_id):
                if not self._may_see(community_id, screen.user_id, today):
                    screen.close()
            self._offer(community_id, today)

    def may_still_see(self, community_id: UUID, *, user_id: UUID) -> bool:
        """False once the user has lost access or the community is gone."""
        return self._may_see(community_id, user_id, self._topic.newest(community_id))

    def close(self) -> None:
        """End all streams: the process stops."""
        self._topic.close()

    def _offer(self, community_id: UUID, today: Today) -> None:
        """Also one of an earlier moment: whose reading was the newest may have left."""
        known = self._topic.newest(community_id)
        if known is not None and today.as_of < known.as_of:
            self._topic.forget(community_id)
        self._topic.offer(community_id, today)

    def _may_see(self, community_id: UUID, user_id: UUID, today: Today | None) -> bool:
        try:
            self._require(community_id, user_id, today)
        except (NotAuthorizedError, NotFoundError):
            return False
        return True

    def _require(self, community_id: UUID, user_id: UUID, today: Today | None) -> None:
        """As far as it can be told before there is a day."""
        now = self._clock.now()
        seen = seen_of_community(self._registry, community_id, user_id=user_id, now=now)
        if today is not None:
            seen_whole(seen, today.period)
