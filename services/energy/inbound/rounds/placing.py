"""The rounds in which readings get the place that was told of after they had come."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker
from services.energy.metrics import books as metrics
from services.energy.usecases.books.place_readings import PlaceReadings

LOOK_AGAIN_EVERY: Final = timedelta(minutes=10)
IDLE_PAUSE_S: Final = 0.5


class PlacingRounds:
    """Places what waits, and now and then looks whether any reading was left behind.

    One is when another replica stored it by an older registry and did not live to read the newer.
    """

    def __init__(self, placing: PlaceReadings, clock: Clock) -> None:
        self._placing = placing
        self._clock = clock
        self._look_again_at = clock.now() + LOOK_AGAIN_EVERY

    async def __call__(self) -> float:
        """One transaction's worth; the pause in seconds before the next round.

        Raises a transient error when the database is away: nothing happened.
        """
        now = self._clock.now()
        if now >= self._look_again_at:
            self._look_again_at = now + LOOK_AGAIN_EVERY
            self._placing.look_again()
        done = await self._placing.step()
        if done is None:
            return IDLE_PAUSE_S
        metrics.PLACED.inc(done.placed)
        metrics.NEVER_PLACED.inc(done.refused)
        return 0


def placing_worker(placing: PlaceReadings, clock: Clock) -> Worker:
    """Rounds until the service stops."""
    return timer_worker("placing", PlacingRounds(placing, clock))
