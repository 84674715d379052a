"""The rounds in which days that are over are kept, facility by facility."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker
from services.energy.metrics import days as metrics
from services.energy.ports.days import FacilityDays
from services.energy.usecases.days.fill_days import FillDays

PASS_PAUSE_S: Final = 300.0
"""Between two looks at everybody."""
BUSY_PAUSE_S: Final = 0.2
"""After a round that kept something: readings and people go first."""
LOOK_PAUSE_S: Final = 0.02
NOBODY_PAUSE_S: Final = 10.0
"""While no community is known: the registry is being read."""
NO_TURN_PAUSE_S: Final = 60.0


class FillingRounds:
    """A round is some days of some facilities; of two replicas one has the turn."""

    def __init__(self, fill: FillDays, days: FacilityDays) -> None:
        self._fill = fill
        self._days = days

    async def __call__(self) -> float:
        """The pause in seconds before the next round.

        Raises a transient error when the database is away.
        """
        async with self._days.turn() as has_turn:
            if not has_turn:
                return NO_TURN_PAUSE_S
            if not self._fill.left and not await self._fill.begin():
                return NOBODY_PAUSE_S
            filled = await self._fill.step() if self._fill.left else 0
        metrics.FILLED.inc(filled)
        metrics.LEFT.set(self._fill.left)
        if not self._fill.left:
            return PASS_PAUSE_S
        return BUSY_PAUSE_S if filled else LOOK_PAUSE_S


def filling_worker(fill: FillDays, days: FacilityDays) -> Worker:
    """Rounds until the service stops."""
    return timer_worker("filling", FillingRounds(fill, days))
