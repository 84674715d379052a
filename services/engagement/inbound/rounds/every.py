"""A piece of work again and again."""

from collections.abc import Awaitable, Callable

from libs.chassis.lifecycle import Worker
from libs.chassis.timers import timer_worker


def every(name: str, seconds: float, work: Callable[[], Awaitable[None] | None]) -> Worker:
    """Works, then pauses for that long."""

    async def one_round() -> float:
        result = work()
        if result is not None:
            await result
        return seconds

    return timer_worker(name, one_round)
