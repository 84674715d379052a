"""What a community has shared and earned today, for those who take part in it."""

from uuid import UUID

from libs.chassis.clock import Clock
from services.energy.domain.accrual.errors import NoReadingYetError
from services.energy.domain.accrual.today import Today
from services.energy.ports.registry import Registry
from services.energy.usecases.access import seen_of_community, seen_whole
from services.energy.usecases.accrual.todays import Todays


class ReadToday:
    """One answer."""

    def __init__(self, registry: Registry, todays: Todays, clock: Clock) -> None:
        self._registry = registry
        self._todays = todays
        self._clock = clock

    async def __call__(self, community_id: UUID, *, user_id: UUID) -> Today:
        """Raises what seen_of_community raises, and NoReadingYetError.

        Raises TooFewFacilitiesError unless the caller may see the sums of all of the day so far.
        """
        now = self._clock.now()
        seen = seen_of_community(self._registry, community_id, user_id=user_id, now=now)
        today = await self._todays(community_id)
        if today is None:
            raise NoReadingYetError("nothing has been measured in this community yet")
        seen_whole(seen, today.period)
        return today
