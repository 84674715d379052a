"""Ctrl-C and SIGTERM as an event; a second Ctrl-C no longer waits."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Interrupted(Exception):  # noqa: N818  not an error: a person wants to stop
    """A person, or the system, asked to stop while something started."""


@contextmanager
def stop_on_signals() -> Iterator[asyncio.Event]:
    """Set on the first SIGINT or SIGTERM; the next one has its usual effect."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def told() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        loop.add_signal_handler(number, told)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


async def unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T:
    """What `work` returns. Raises Interrupted, with `work` cancelled, when `stop` is set first."""
    tasks = (asyncio.create_task(work), asyncio.create_task(stop.wait()))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not tasks[0].done():
            raise Interrupted
        return await tasks[0]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
