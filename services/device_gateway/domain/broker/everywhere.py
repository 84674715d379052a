"""What holds for a whole broker, whichever of the two it is."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from services.device_gateway.domain.broker.limits import ClaimLimits, Limits
from services.device_gateway.domain.broker.listener import PID_FILE, option


class Broker(Protocol):
    """Either of them."""

    @property
    def folder(self) -> PurePath:
        """Where it sees its files."""
        ...

    @property
    def run_as(self) -> str | None:
        """The user it changes to."""
        ...

    @property
    def limits(self) -> Limits | ClaimLimits:
        """What it takes at most."""
        ...


def everywhere(broker: Broker) -> Iterator[str]:
    """The configuration's first lines."""
    limits = broker.limits
    # Without it a device whose certificate says `gateway` would have the gateway's rights.
    yield "per_listener_settings true"
    if broker.run_as:
        yield option("user", broker.run_as)
    yield option("pid_file", broker.folder / PID_FILE)
    yield option("message_size_limit", limits.payload_bytes)
    yield option("max_packet_size", limits.packet_bytes)
    yield option("max_queued_messages", limits.waiting_messages)
    yield option("memory_limit", limits.memory_bytes)
    yield option("max_keepalive", limits.longest_keep_alive_s)
    # A retained message would speak for its author after the author's end.
    yield "retain_available false"
    yield "set_tcp_nodelay true"
    # Never `subscribe`: it would write the shared subscriptions' secret names into the log.
    yield from ("log_dest stdout", "log_type error", "log_type warning", "log_type notice")
    yield "connection_messages false"
