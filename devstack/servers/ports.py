"""Loopback ports."""

import random
import socket
from collections import deque
from typing import Final

from devstack.servers.process import ServerError

LOOPBACK: Final = "127.0.0.1"
_LOWEST: Final = 11_000
_LOWEST_ROW: Final = 20_000
_HIGHEST_ROW: Final = 32_000
_CHANCE: Final = random.SystemRandom()
"""Of no seed: two test runs at once would choose the same."""
_GIVEN: Final[deque[int]] = deque(maxlen=1_000)
"""The last ones: their servers may not listen yet."""


def free_port() -> int:
    """A TCP port of the loopback interface that nobody uses now, and that was not given lately.

    None of those that the system gives to clients: between now and the server's start one of
    thousands of connections might get it.
    """
    while True:
        port = _CHANCE.randrange(_LOWEST, _LOWEST_ROW)
        if port not in _GIVEN and is_free(port):
            _GIVEN.append(port)
            return port


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
    """The first of `count` free loopback ports in a row, above the range of `free_port`."""
    starts = list(range(_LOWEST_ROW, _HIGHEST_ROW, count))
    random.shuffle(starts)  # two test runs at once should not choose the same
    for first in starts:
        if all(is_free(port) for port in range(first, first + count)):
            return first
    raise ServerError(f"no {count} free ports in a row")
