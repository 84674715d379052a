"""Loopback ports."""

import random
import socket
from typing import Final

from devstack.servers.process import ServerError

LOOPBACK: Final = "127.0.0.1"
_LOWEST_ROW: Final = 20_000
_HIGHEST_ROW: Final = 32_000


def free_port() -> int:
    """A TCP port of the loopback interface that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        # As servers do: a port whose last connections are in TIME_WAIT counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def free_ports(count: int) -> int:
    """The first of `count` free loopback ports in a row, below the range of `free_port`."""
    starts = list(range(_LOWEST_ROW, _HIGHEST_ROW, count))
    random.shuffle(starts)  # two test runs at once should not choose the same
    for first in starts:
        if all(is_free(port) for port in range(first, first + count)):
            return first
    raise ServerError(f"no {count} free ports in a row")
