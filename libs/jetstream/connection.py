"""How an operator's commands reach the bus."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

import nats.errors

from libs.chassis.bus import Bus
from libs.chassis.bus_connection import connect_bus
from libs.chassis.bus_url import BusUrlError
from libs.chassis.commands import CommandFailedError
from libs.chassis.telemetry import configure_telemetry

NATS_URL_VARIABLE: Final = "MERIGGIO_NATS_URL"
_CONNECT_S: Final = 60.0
"""For a server that starts. A service waits for ever; a command that a timer starts must not."""


@asynccontextmanager
async def operators_bus(name: str) -> AsyncIterator[Bus]:
    """The bus that the environment names. Raises CommandFailedError, also for what fails inside."""
    configure_telemetry(
        service="jetstream", log_level="info", log_format="json", otlp_endpoint=None
    )
    url = os.environ.get(NATS_URL_VARIABLE)
    if not url:
        raise CommandFailedError(f"{NATS_URL_VARIABLE} is not set")
    try:
        async with AsyncExitStack() as stack:
            async with asyncio.timeout(_CONNECT_S):
                bus = await stack.enter_async_context(connect_bus(url, name=name))
            yield bus
    except BusUrlError as error:
        raise CommandFailedError(f"{NATS_URL_VARIABLE}: {error}") from error
    except (nats.errors.Error, OSError, TimeoutError) as error:
        raise CommandFailedError(f"JetStream did not do it: {error!r}") from error
