"""Today of the communities that are looked at goes to their screens."""

from typing import Final

from libs.chassis.lifecycle import Worker
from libs.chassis.sse import closing_worker
from libs.chassis.timers import timer_worker
from services.energy.metrics.live import LIVE_STREAMS
from services.energy.usecases.accrual.watch_today import WatchToday

LOOK_EVERY_S: Final = 1.0
"""Seldom enough to cost nothing: what is computed, and how often, is Todays' to say."""


def today_workers(watch: WatchToday) -> list[Worker]:
    """Looks for news; at the end closes the screens so that connections drain."""

    async def one_round() -> float:
        LIVE_STREAMS.set(watch.limits.open_count)
        await watch.refresh()
        return LOOK_EVERY_S

    return [timer_worker("today", one_round), closing_worker(watch.close)]
