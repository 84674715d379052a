"""Loopback ports."""

import os
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
_MOST_HELD: Final = 300
"""More than a test has servers, and few of the files that a process may have open."""
_HELD: Final[deque[int]] = deque()
"""Sockets bound to the last ports given, by descriptor: none is given twice, to no process.

A port is not listened on before its server starts and while it starts again.
"""


def free_port() -> int:
    """A TCP port of the loopback interface that nobody uses now, and that was not given lately.

    None of those that the system gives to clients: between now and the server's start one of
    thousands of connections might get it.
    """
    while True:
        port = _CHANCE.randrange(_LOWEST, _LOWEST_ROW)
        if _hold(port):
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
    """The first of `count` free loopback ports in a row, above the range of `free_port`.

    Not given again, as those.
    """
    starts = list(range(_LOWEST_ROW, _HIGHEST_ROW, count))
    random.shuffle(starts)  # two test runs at once should not choose the same
    for first in starts:
        if all(_hold(port) for port in range(first, first + count)):
            return first
    raise ServerError(f"no {count} free ports in a row")


def _hold(port: int) -> bool:
    """Binds the port, where nobody has, in a way that lets a server listen on it too."""
    holder = socket.socket()
    try:
        holder.bind((LOOPBACK, port))
    except OSError:
        holder.close()
        return False
    # Now that it is bound: asked for before, it would be bound beside another holder.
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    _HELD.append(holder.detach())
    if len(_HELD) > _MOST_HELD:
        os.close(_HELD.popleft())
    return True
