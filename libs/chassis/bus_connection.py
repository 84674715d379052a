"""One connection to NATS a process, which comes back by itself."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import nats
import nats.errors
from prometheus_client import Gauge

from libs.chassis.bus import Bus
from libs.chassis.bus_url import bus_address
from libs.chassis.telemetry import get_logger

_CONNECTED: Final = Gauge("meriggio_bus_connected", "1 while this process is connected to NATS.")
_DROPPED_TOLD_EVERY_S: Final = 10.0


class _Dropped:
    """Live messages lost because their listener is behind: a line each would keep it there."""

    def __init__(self, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._monotonic_s = monotonic_s
        self._quiet_until_s = float("-inf")
        self._count = 0

    def one(self, subject: str) -> None:
        """One more; told at once, then with how many at most every ten seconds."""
        self._count += 1
        now_s = self._monotonic_s()
        if now_s >= self._quiet_until_s:
            get_logger().warning("live_messages_dropped", count=self._count, subject=subject)
            self._quiet_until_s, self._count = now_s + _DROPPED_TOLD_EVERY_S, 0


def inbox_of(name: str) -> str:
    """Where answers to a client of that name come: nobody else need be able to listen there."""
    return f"_INBOX_{name}"


@asynccontextmanager
async def connect_bus(url: str, *, name: str) -> AsyncIterator[Bus]:
    """A connection that comes back by itself for as long as the process lives.

    `url`: see bus_url.py. Raises BusUrlError.
    """
    address = bus_address(url)
    dropped = _Dropped()

    async def on_error(error: Exception) -> None:
        if isinstance(error, nats.errors.SlowConsumerError):
            dropped.one(error.subject)
        else:
            get_logger().warning("bus_error", error=repr(error))

    async def on_disconnect() -> None:
        _CONNECTED.set(0)
        get_logger().warning("bus_disconnected")

    async def on_reconnect() -> None:
        _CONNECTED.set(1)
        get_logger().info("bus_reconnected")

    connection = await nats.connect(
        address.servers,
        name=name,
        tls=address.tls,
        user_credentials=address.credentials,
        inbox_prefix=inbox_of(name),
        error_cb=on_error,
        disconnected_cb=on_disconnect,
        reconnected_cb=on_reconnect,
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.25,
        connect_timeout=5,
        ping_interval=5,
        max_outstanding_pings=2,
    )
    _CONNECTED.set(1)
    try:
        yield Bus(connection)
    finally:
        try:
            async with asyncio.timeout(5):
                await connection.drain()
        except (nats.errors.Error, TimeoutError):
            await connection.close()
