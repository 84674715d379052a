"""The bus for a moment: an operator wants an answer or an error, not a connection that waits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import nats
from nats.aio.client import Client
from nats.js import JetStreamContext

from libs.chassis.bus_connection import inbox_of
from libs.chassis.bus_url import bus_address
from operate.failures import UNREACHABLE, explained
from operate.settings import Settings

_CONNECT_S: Final = 5
_ASK_S: Final = 10.0
_NAME: Final = "operator"


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Client]:
    """Connected to NATS. Raises OperateError where that fails, BusUrlError."""
    url = settings.nats_url.get_secret_value()
    address = bus_address(url)
    try:
        client = await nats.connect(
            address.servers,
            name=_NAME,
            tls=address.tls,
            user_credentials=address.credentials,
            inbox_prefix=inbox_of(_NAME),
            error_cb=_ignore,
            allow_reconnect=False,
            max_reconnect_attempts=1,  # of each server, also before the first connection
            reconnect_time_wait=0.1,
            connect_timeout=_CONNECT_S,
        )
    except UNREACHABLE as error:
        raise explained(error, f"the bus at {shown(url)}") from error
    try:
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def jetstream(settings: Settings) -> AsyncIterator[JetStreamContext]:
    """JetStream there. Raises OperateError, BusUrlError, and what asking it raises."""
    async with connected(settings) as client:
        yield client.jetstream(timeout=_ASK_S)


def shown(url: str) -> str:
    """A bus' URL without passwords and files."""
    places = url.partition("?")[0].split(",")
    return ",".join(f"{scheme}://{rest.rpartition('@')[2]}" for scheme, _, rest in _parts(places))


def _parts(places: list[str]) -> list[tuple[str, str, str]]:
    return [place.partition("://") for place in places]


async def _ignore(_: Exception) -> None:
    """It is raised to who asked."""
