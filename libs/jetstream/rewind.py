"""`rewind`: the bus begins again where a database that was restored stands.

While the services are stopped. Streams of states are deleted: their owners tell them anew from
the database, and nobody goes on with states that it does not know of. Durable consumers are
removed: their readers read again what the streams still keep, and what the books have already
counts as repeated.
"""

import argparse
import asyncio
import contextlib
from typing import Final

import nats.js.errors

from libs.chassis.bus import Bus
from libs.chassis.telemetry import get_logger
from libs.contracts import consumers, streams
from libs.jetstream.connection import operators_bus

STREAMS_OF_STATES: Final = tuple(
    spec for spec in streams.ALL if spec.max_messages_per_subject == 1 and not spec.max_age_s
)


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "rewind",
        help="after an older database was restored, before the services start",
        description=__doc__,
    )
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    asyncio.run(_rewind())
    return 0


async def _rewind() -> None:
    async with operators_bus("rewind") as bus:
        await rewind(bus)


async def rewind(bus: Bus) -> None:
    """Raises nats.errors.Error, TimeoutError."""
    for spec in STREAMS_OF_STATES:
        with contextlib.suppress(nats.js.errors.NotFoundError):
            await bus.js.delete_stream(spec.name)
    for durable in consumers.ALL:
        with contextlib.suppress(nats.js.errors.NotFoundError):
            await bus.js.delete_consumer(durable.stream, durable.durable)
    get_logger().info(
        "bus_rewound",
        streams_deleted=[spec.name for spec in STREAMS_OF_STATES],
        consumers_removed=[each.durable for each in consumers.ALL],
    )
