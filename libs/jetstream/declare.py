"""`declare`: create or update all streams, with their copies in a cluster, and missing consumers.

Services declare what they use at every start and leave the number of copies alone. This needs no
lock and may run before, beside and after them, and several times at once: each stream's update is
one step in JetStream, and all say the same.
"""

import argparse
import asyncio
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import nats.js.errors

from libs.chassis.bus import Bus
from libs.chassis.consume import consumer_config
from libs.chassis.telemetry import get_logger
from libs.contracts import consumers, streams
from libs.contracts.consumers import ConsumerSpec
from libs.contracts.streams import StreamSpec
from libs.jetstream.connection import NATS_URL_VARIABLE, operators_bus

_SIZE: Final = re.compile(r"(?P<stream>[A-Z_]+)=(?P<amount>[1-9][0-9]{0,11})(?P<unit>|Mi|Gi|Ti)")
_UNITS: Final = {"": 1, "Mi": 1024**2, "Gi": 1024**3, "Ti": 1024**4}


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "declare",
        help="create or update all streams, and the durable consumers that are missing",
        description="Creates streams and durable consumers, brings limits up to date and sets the "
        f"number of copies. The bus: {NATS_URL_VARIABLE}. Waits 20 s a stream for a JetStream that "
        "starts.",
    )
    parser.add_argument(
        "--replicas",
        type=int,
        choices=(1, 3, 5),
        help="copies of each stream in a cluster; without it they stay, and new streams get one",
    )
    parser.add_argument(
        "--max-bytes",
        type=_size,
        action="append",
        default=[],
        metavar="STREAM=SIZE",
        help="its limit in place of ours, e.g. READINGS=64Gi; may be given for several. Without it "
        "a stream that was made larger stays so",
    )
    parser.set_defaults(run=_run)


def _size(text: str) -> tuple[str, int]:
    """A stream and its size, as of Kubernetes' quantities. Raises argparse.ArgumentTypeError."""
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text}: not like READINGS=64Gi")
    known = [spec.name for spec in streams.ALL]
    if found["stream"] not in known:
        raise argparse.ArgumentTypeError(f"{found['stream']}: none of {', '.join(known)}")
    return found["stream"], int(found["amount"]) * _UNITS[found["unit"]]


def _run(arguments: argparse.Namespace) -> int:
    asyncio.run(_declare(arguments.replicas, dict(arguments.max_bytes)))
    return 0


async def _declare(replicas: int | None, max_bytes: Mapping[str, int]) -> None:
    async with operators_bus("declare") as bus:
        await declare(bus, replicas=replicas, max_bytes=max_bytes)


async def declare(
    bus: Bus,
    *,
    replicas: int | None = None,
    max_bytes: Mapping[str, int] = MappingProxyType({}),
    specs: Sequence[StreamSpec] = streams.ALL,
    durables: Sequence[ConsumerSpec] = consumers.ALL,
) -> None:
    """Streams first, then consumers; see Bus.declare. Raises nats.errors.Error, TimeoutError."""
    await bus.declare(specs, replicas=replicas, max_bytes=max_bytes)
    made = [spec.durable for spec in durables if await _add_missing(bus, spec)]
    get_logger().info(
        "streams_declared",
        streams=[spec.name for spec in specs],
        replicas=replicas,
        max_bytes=dict(max_bytes),
        consumers_made=made,
    )


async def _add_missing(bus: Bus, spec: ConsumerSpec) -> bool:
    """One that exists is its readers' business: they know the batches they take."""
    try:
        await bus.js.consumer_info(spec.stream, spec.durable)
    except nats.js.errors.NotFoundError:
        config = consumer_config(spec.durable, spec.subjects, spec.batch_size)
        await bus.js.add_consumer(spec.stream, config)
        return True
    return False
