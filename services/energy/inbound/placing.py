"""The rounds in which readings get the place that was told of after they had come."""

from datetime import timedelta
from typing import Final

from libs.chassis.clock import Clock
from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker
from services.energy import metrics
from services.energy.usecases.place_readings import PlaceReadings

LOOK_AGAIN_EVERY: Final = timedelta(minutes=10)
_IDLE_PAUSE_S: Final = 0.5


def placing_worker(placing: PlaceReadings, clock: Clock) -> Worker:
    """Places what waits, and now and then looks whether any reading was left behind.

    One is when another replica stored it by an older registry and did not live to read the newer.
    """
    look_again_at = clock.now() + LOOK_AGAIN_EVERY

    async def one_round() -> float:
        nonlocal look_again_at
        if clock.now() >= look_again_at:
            look_again_at = clock.now() + LOOK_AGAIN_EVERY
            placing.look_again()
        done = await placing.step()
        if done is None:
            return _IDLE_PAUSE_S
        metrics.PLACED.inc(done.placed)
        metrics.NEVER_PLACED.inc(done.refused)
        return 0

    return timer_worker("placing", one_round)
