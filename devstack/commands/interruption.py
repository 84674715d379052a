"""Ctrl-C and SIGTERM as an event; a second Ctrl-C no longer waits."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager


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
